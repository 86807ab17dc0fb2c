// Webhooks delivered by a Worker that is killed, whose bells are lost and doubled, to receivers that fail: what must hold all the same.
import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { Sql } from "postgres";
import { createTestWebhook, issueTestCertificates, type TestWebhook } from "./make-webhook.ts";
import { createRandom } from "./random.ts";
import { TestDispatcher } from "./test-dispatcher.ts";
import { createTestOrganization, type TestOrganization } from "./test-organization.ts";
import type { OwnStack } from "./use-own-stack.ts";
import { type Failure, startWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

export type WebhookChaos = {
  seed: number;
  /** Over ten organizations, each with one endpoint that fails now and then. */
  events: number;
  kills: number;
};

const tenants = 10;
const shareOfFailures = 0.3;
const mostSendsForAttempt = 1.05;
const hasty = {
  WEBHOOKS_ALLOW_LOCAL: "true",
  RETRY_SCHEDULE_SECONDS: "0,0.5,1,1,1,2,2,2",
  ATTEMPT_TIMEOUT_MILLISECONDS: "1000",
  DELIVERY_LEASE_SECONDS: "8",
  WORK_SECONDS: "10",
};
const failures: Failure[] = ["500", "429", "hang", "reset", "redirect", "drip", "huge"];

/** Ends what hangs: ten thousand events took 760 s. */
export const mostMillisecondsOfChaos = ({ events }: WebhookChaos) => 600_000 + events * 200;

/** Throws when an event is lost, not recorded, not signed, or sent much more often than it had to be. */
export async function requireWebhookChaosSurvived(stack: OwnStack, { seed, events, kills }: WebhookChaos): Promise<void> {
  const { sql } = stack;
  const sealingKeys = `1:${randomBytes(32).toString("base64")}`;
  const random = createRandom(seed);
  const secrets = new Map<string, string>();
  const receiver = await startWebhookReceiver({ secrets, decide: ({ path }) => decide(path, random) });
  const dispatcher = new TestDispatcher(stack, { ...hasty, WEBHOOK_SEALING_KEYS: sealingKeys });
  try {
    const endpoints = await createEndpoints(sql, receiver, secrets, sealingKeys);
    const perTenant = Math.ceil(events / tenants);
    await Promise.all(endpoints.map(({ organization }) => issueTestCertificates(sql, organization, perTenant)));
    await dispatcher.start();
    for (let kill = 1; kill <= kills; kill++) {
      ring(dispatcher, random);
      await pause(500 + random() * 2000);
      await dispatcher.restart();
    }
    await waitForEnd(sql, endpoints, () => ring(dispatcher, random), mostMillisecondsOfChaos({ seed, events, kills }));
    await requireDelivered(sql, endpoints, receiver, perTenant, kills);
  } finally {
    await dispatcher.stop();
    await receiver.stop();
  }
}

/** Of ten bells one is lost and one is doubled. */
function ring(dispatcher: TestDispatcher, random: () => number): void {
  const chance = random();
  if (chance >= 0.1) void dispatcher.ring();
  if (chance >= 0.9) void dispatcher.ring();
}

function decide(path: string, random: () => number): Failure | null {
  if (path === "/gone") return "410";
  if (path === "/broken") return "500";
  return random() < shareOfFailures ? (failures[Math.floor(random() * failures.length)] ?? null) : null;
}

type Endpoint = { organization: TestOrganization; webhook: TestWebhook; path: string };

/** One of them never works, and one wants no more. */
async function createEndpoints(
  sql: Sql,
  receiver: WebhookReceiver,
  secrets: Map<string, string>,
  sealingKeys: string,
): Promise<Endpoint[]> {
  const paths = [...Array.from({ length: tenants - 2 }, (_, index) => `/flaky-${index}`), "/broken", "/gone"];
  return Promise.all(
    paths.map(async (path) => {
      const organization = await createTestOrganization(sql);
      const webhook = await createTestWebhook(sql, organization, sealingKeys, { url: receiver.url + path });
      secrets.set(path, webhook.secret);
      return { organization, webhook, path };
    }),
  );
}

async function waitForEnd(sql: Sql, endpoints: Endpoint[], wake: () => void, mostMilliseconds: number): Promise<void> {
  const ids = endpoints.map(({ webhook }) => webhook.id);
  const deadline = Date.now() + mostMilliseconds;
  for (;;) {
    wake();
    const [left] = await sql`
      select count(*)::int as n from attestry.webhook_deliveries where endpoint_id = any (${ids}::uuid[]) and status = 'pending'`;
    if (left?.n === 0) return;
    if (Date.now() > deadline) throw new Error(`${left?.n} deliveries do not end.`);
    await pause(1000);
  }
}

async function requireDelivered(sql: Sql, endpoints: Endpoint[], receiver: WebhookReceiver, perTenant: number, kills: number) {
  equal(receiver.redirected, 0, "no redirect is followed");
  deepStrictEqual(
    receiver.received
      .filter(({ isSigned }) => !isSigned)
      .map(({ path, id }) => [path, id])
      .slice(0, 3),
    [],
    "both verifiers accept every attempt",
  );
  const ids = endpoints.map((endpoint) => endpoint.webhook.id);
  const [counted] = await sql`
    select coalesce(sum(attempt_count), 0)::int as n from attestry.webhook_deliveries where endpoint_id = any (${ids}::uuid[])`;
  const attempts: number = counted?.n;
  const sends = receiver.received.length;
  console.log(`${sends} sends for ${attempts} attempts: ${(sends / attempts).toFixed(4)}`);
  ok(sends / attempts <= mostSendsForAttempt, `sends are few: ${sends} for ${attempts} attempts`);
  for (const { organization, webhook, path } of endpoints) {
    const sent = receiver.received.filter((request) => request.path === path);
    const taken = new Set(sent.filter(({ failure }) => failure === null).map(({ id }) => id));
    const deliveries = await sql`
      select
        d.event_id, d.status, d.attempt_count, jsonb_array_length(d.attempts) as recorded,
        exists (select from jsonb_array_elements(d.attempts) as a where a ->> 'error' is null) as has_success
      from attestry.webhook_deliveries d
      where d.endpoint_id = ${webhook.id}`;
    const [events] =
      await sql`select count(*)::int as n from attestry.events where organization_id = ${organization.id} and type = 'certificate.issued'`;
    equal(events?.n, perTenant, "every change has its event");
    equal(deliveries.length, perTenant, "every event has its delivery");
    for (const { event_id: id, status, attempt_count: count, recorded, has_success: hasSuccess } of deliveries) {
      equal(recorded, count, "every attempt has its record");
      if (status === "delivered") ok(taken.has(id) && hasSuccess, "what is delivered has reached its endpoint");
      else ok(!hasSuccess && (recorded > 0 || path === "/gone"), "what is exhausted has a record of failures");
    }
    const delivered = deliveries.filter(({ status }) => status === "delivered").length;
    if (path === "/broken" || path === "/gone") equal(delivered, 0, "a broken endpoint gets nothing delivered");
    else ok(delivered >= perTenant * 0.99, `a live endpoint gets what there is: ${delivered} of ${perTenant}`);
  }
  await requireGoneDisabled(sql, endpoints);
  if (kills > 1) ok(sends > attempts, "kills met work under way");
}

async function requireGoneDisabled(sql: Sql, endpoints: Endpoint[]): Promise<void> {
  const gone = endpoints.find(({ path }) => path === "/gone");
  const [row] =
    await sql`select is_active, disabled_reason from attestry.webhook_endpoints where id = ${gone?.webhook.id ?? null}`;
  deepStrictEqual({ ...row }, { is_active: false, disabled_reason: "gone" }, "410 disables");
  const told = await sql`
    select data ->> 'webhookId' as id from attestry.events where organization_id = ${gone?.organization.id ?? null} and type = 'webhook.disabled'`;
  deepStrictEqual(
    told.map(({ id }) => id),
    [gone?.webhook.id],
    "and is told",
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
