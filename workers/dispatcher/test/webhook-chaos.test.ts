import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { mostMillisecondsOfChaos, requireWebhookChaosSurvived, type WebhookChaos } from "@attestry/scripts/testing/webhook-chaos";
import { describe, expect, it } from "vitest";

const own = useOwnStack({ jobsProcesses: 0 });

const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1_000_000));
const whole: WebhookChaos = { seed, events: Number(process.env.CHAOS_EVENTS ?? 1_000), kills: 10 };
const short: WebhookChaos = { ...whole, events: 200, kills: 0 };

it(
  `${whole.events} events survive ten kills, lost and doubled bells and receivers that fail in every way (CHAOS_SEED=${seed})`,
  () => requireWebhookChaosSurvived(own(), whole),
  2 * mostMillisecondsOfChaos(whole),
);

describe("and this is noticed when it does not hold", () => {
  const breakAndCheck = async (sqlFunction: string, from: string, to: string, complaint: string) => {
    const { sql } = own();
    const [row] = await sql`select pg_get_functiondef(${sqlFunction}::regproc) as definition`;
    const definition = String(row?.definition);
    expect(definition).toContain(from);
    await sql.unsafe(definition.replaceAll(from, to));
    try {
      await expect(requireWebhookChaosSurvived(own(), short)).rejects.toThrow(complaint);
    } finally {
      await sql.unsafe(definition);
    }
  };

  it("an attempt that leaves no record", () =>
    breakAndCheck(
      "api.settle_deliveries",
      "l.outcome = 'postponed' then d.attempt",
      "l.outcome in ('postponed', 'failed') then d.attempt",
      "sends are few",
    ));

  it("an event that finds no endpoint", () =>
    breakAndCheck(
      "attestry.fan_out_events",
      "from added e\n    join",
      "from (select * from added limit 19) as e\n    join",
      "every event has its delivery",
    ));

  it("a lease that nobody respects", () =>
    breakAndCheck("attestry.lease_deliveries", "clock_timestamp() + lease", "clock_timestamp()", "sends are few"));
});
