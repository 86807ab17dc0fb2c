import { type Chaos, requireChaosSurvived } from "@attestry/scripts/testing/batch-chaos";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { describe, expect, it } from "vitest";

const own = useOwnStack({ jobsProcesses: 0 });

const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1_000_000));
const whole: Chaos = { seed, rows: Number(process.env.CHAOS_ROWS ?? 1500), kills: 10 };
const short: Chaos = { ...whole, rows: 60, kills: 1 };

it(
  `batches survive ten kills, lost and doubled bells and a bucket that fails (CHAOS_SEED=${seed})`,
  () => requireChaosSurvived(own(), whole),
  300_000,
);

describe("and this is noticed when it does not hold", () => {
  const breakAndCheck = async (sqlFunction: string, from: string, to: string, complaint: string) => {
    const { sql } = own();
    const [row] = await sql`select pg_get_functiondef(${sqlFunction}::regproc) as definition`;
    const definition = String(row?.definition);
    expect(definition).toContain(from);
    await sql.unsafe(definition.replaceAll(from, to));
    try {
      await expect(requireChaosSurvived(own(), short)).rejects.toThrow(complaint);
    } finally {
      await sql.unsafe(definition);
    }
  };

  it("a failed row that is refunded twice", () =>
    breakAndCheck(
      "attestry.settle_batch",
      "set credits = credits + failed + cancelled",
      "set credits = credits + failed * 2 + cancelled",
      "granted = spent + settled + reserved + left",
    ));

  it("a batch that says again and again that it has ended", () =>
    breakAndCheck(
      "attestry.settle_batch",
      "values (owner, env, 'batch.completed', batch, settled.event_sequence, attestry.batch_event_data(settled));",
      "select owner, env, 'batch.completed', batch, n, attestry.batch_event_data(settled) from generate_series(1, 2) as n;",
      "each end of a batch has one event",
    ));

  it("a commit that forgets what it issued", () =>
    breakAndCheck(
      "api.commit_batch_chunk",
      "perform attestry.settle_batch(",
      "delete from attestry.events where certificate_uuid = added[1];\n  perform attestry.settle_batch(",
      "each issued row has one certificate and event",
    ));
});
