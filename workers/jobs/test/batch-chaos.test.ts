import { ApiClient, batchOf } from "@attestry/scripts/testing/api-client";
import { type Chaos, requireChaosSurvived } from "@attestry/scripts/testing/batch-chaos";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { describe, expect, it } from "vitest";

const own = useOwnStack({ jobsProcesses: 0 });

const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1_000_000));
const whole: Chaos = { seed, rows: Number(process.env.CHAOS_ROWS ?? 1500), kills: 10 };
const short: Chaos = { ...whole, rows: 60, kills: 1 };

it(`batches survive ten kills, lost and doubled bells and a bucket that fails (CHAOS_SEED=${seed})`, () =>
  requireChaosSurvived(own(), whole));

describe("a chunk at which the work breaks off again and again", () => {
  type Row = { line: number; certificateId: string };
  type Claim = { leaseToken: string; rows: Row[] };

  /** Claimed for no time at all: whoever claims next finds that this one broke off, unless it says something first. */
  const claim = async (): Promise<Claim | null> => {
    const input = JSON.stringify({ leaseSeconds: 0, knownTemplateVersions: [], knownLogos: [] });
    const [row] = await own().sql`select api.claim_batch_chunk(${input}::text::jsonb) as answer`;
    return row?.answer.chunk;
  };
  const commit = async ({ leaseToken }: Claim, result: object) => {
    const nothing = { certificates: [], pdfPack: null, failures: [], troubles: [], pauseSeconds: 0, isBrokenOff: false };
    const input = JSON.stringify({ ...nothing, leaseToken, ...result });
    await own().sql`select api.commit_batch_chunk(${input}::text::jsonb)`;
  };
  const claimRows = async () => (await claim())?.rows.map(({ certificateId }) => certificateId);
  const submit = async (rows: number, name: string) => {
    const organization = await createTestOrganization(own().sql, { credits: rows });
    const client = new ApiClient(own().apiUrl, organization.live.secret);
    return { client, id: batchOf(await client.tryBulkCsv(makeBatchFile(rows, name, 1))).id };
  };
  const breakThreeTimes = async () => {
    for (let time = 1; time <= 3; time++) await claim();
  };

  it("is worked on row by row, and a row that was alone with three breaks fails, with no other", async () => {
    const { client, id } = await submit(3, "BREAKS");
    const all = ["BREAKS-1", "BREAKS-2", "BREAKS-3"];
    for (let time = 1; time <= 3; time++) expect(await claimRows()).toEqual(all);
    for (let claimed = await claim(); claimed; claimed = await claim()) {
      const [row, ...others] = claimed.rows;
      expect(others).toEqual([]);
      if (row?.certificateId !== "BREAKS-2")
        await commit(claimed, { failures: [{ line: row?.line, code: "ENDED", message: "by itself" }] });
    }
    const items = await client.listItems(id);
    expect(items.map(({ certificateId, error }) => [certificateId, error?.code])).toEqual([
      ["BREAKS-1", "ENDED"],
      ["BREAKS-2", "INTERNAL_ERROR"],
      ["BREAKS-3", "ENDED"],
    ]);
    expect(items[1]?.error?.message).toContain("every attempt at it broke off");
    expect((await client.getBatch(id)).status).toBe("completed_with_errors");
  });

  it("has no row that fails because its file could not be stored, however often", async () => {
    const { client, id } = await submit(1, "UNSTORED");
    await breakThreeTimes();
    for (let time = 1; time <= 10; time++) {
      const claimed = await claim();
      expect(claimed?.rows).toHaveLength(1);
      if (claimed) await commit(claimed, {});
    }
    expect(await client.getBatch(id)).toMatchObject({ status: "processing", failed_count: 0 });
    expect((await client.request(`/v1/batches/${id}/cancel`, { method: "POST" })).status).toBe(200);
  });

  it("has rows that fail as well when whoever works on them says that it broke off", async () => {
    const { client, id } = await submit(1, "SAID");
    for (let time = 1; time <= 6; time++) {
      const claimed = await claim();
      if (claimed) await commit(claimed, { isBrokenOff: true });
    }
    expect(await client.getBatch(id)).toMatchObject({ status: "completed_with_errors", failed_count: 1 });
  });
});

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
