import { rmSync } from "node:fs";
import postgres, { type Sql } from "postgres";
import { z } from "zod";
import { createLocalSecrets } from "../../stack/local-secrets.ts";
import { startLocalStack } from "../../stack/local-stack.ts";
import { ApiClient } from "../../testing/api-client.ts";
import { createTestWebhook, issueTestCertificates } from "../../testing/make-webhook.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import { createTestOrganization } from "../../testing/test-organization.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../../testing/webhook-receiver.ts";
import type { WholeRun } from "../measurement.ts";

const healthyEndpoints = 9;
const hangingPath = "/hanging";
const eventsPerSecond = 10;
const warmUpSeconds = 5;
const halfSeconds = 30;
const patienceSeconds = 30;
const certificatesEach = 100;

/**
 * From the writing of an event to its arrival, at the endpoints of nine organizations, which get one in turn. In the second half that of a
 * tenth gets as many beside them and never answers, for all of an attempt's 15 seconds: its first hang is in what is measured.
 */
export const hangBesideHealthy: WholeRun = {
  name: "webhooks: p95 of the delay, one endpoint hanging, over none hanging",
  goal: { atMost: 1.2 },
  async run() {
    const { without, beside, hangs } = await deliverOnStack();
    const describe = (delays: number[]) =>
      `median ${Math.round(percentile(delays, 0.5))}, p95 ${Math.round(percentile(delays, 0.95))}, most ${Math.round(percentile(delays, 1))}`;
    return {
      ours: percentile(beside, 0.95),
      reference: percentile(without, 0.95),
      notes: [
        `in ms, over ${without.length} events to healthy endpoints with none hanging: ${describe(without)}`,
        `and over ${beside.length} beside one that hung ${hangs} times: ${describe(beside)}`,
      ],
    };
  },
};

async function deliverOnStack() {
  const directory = makeTemporaryDirectory("bench-webhooks");
  const secrets = createLocalSecrets();
  const stack = await startLocalStack({
    directory,
    secrets,
    ports: { api: 0, verify: 0, supabase: 0, postgres: 0 },
    addressRateLimitPerMinute: 100_000,
  });
  const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
  const receiver = await startWebhookReceiver({
    secrets: new Map(),
    decide: ({ path }) => (path === hangingPath ? "hang" : null),
  });
  try {
    const listen = (path: string) => openListener(sql, stack.apiUrl, secrets.webhookSealingKeys, receiver.url + path);
    const healthy: Listener[] = [];
    while (healthy.length < healthyEndpoints) healthy.push(await listen(`/healthy-${healthy.length}`));
    const hanging = await listen(hangingPath);
    await sql`analyze`;
    await measureDelays(sql, receiver, { healthy, hanging: null, seconds: warmUpSeconds });
    const without = await measureDelays(sql, receiver, { healthy, hanging: null, seconds: halfSeconds });
    const beside = await measureDelays(sql, receiver, { healthy, hanging, seconds: halfSeconds });
    return { without, beside, hangs: receiver.received.filter(({ path }) => path === hangingPath).length };
  } finally {
    await sql.end();
    await receiver.stop();
    await stack.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

type Listener = { client: ApiClient; certificateIds: string[] };

/** An organization with an endpoint, and with certificates to be revoked: what makes an event and rings its bell for the least work. */
async function openListener(sql: Sql, apiUrl: string, sealingKeys: string, url: string): Promise<Listener> {
  const organization = await createTestOrganization(sql);
  await issueTestCertificates(sql, organization, certificatesEach);
  await createTestWebhook(sql, organization, sealingKeys, { url, events: ["certificate.revoked"] });
  const rows = await sql`select certificate_id as id from attestry.certificates where organization_id = ${organization.id}`;
  const certificateIds = rows.map(({ id }) => z.string().parse(id));
  return { client: new ApiClient(apiUrl, organization.sandbox.secret), certificateIds };
}

type Trickle = { healthy: Listener[]; hanging: Listener | null; seconds: number };

/** Milliseconds for each of the healthy endpoints' events. */
async function measureDelays(sql: Sql, receiver: WebhookReceiver, { healthy, hanging, seconds }: Trickle): Promise<number[]> {
  const seen = receiver.received.length;
  const count = seconds * eventsPerSecond;
  const startedAt = performance.now();
  const revocations: Promise<void>[] = [];
  for (let made = 0; made < count; made++) {
    await pause(startedAt + (made * 1000) / eventsPerSecond - performance.now());
    revocations.push(revokeNext(healthy[made % healthy.length]));
    if (hanging && made % healthy.length === 0) revocations.push(revokeNext(hanging));
  }
  await Promise.all(revocations);
  return toDelays(sql, await waitForArrivals(receiver, seen, count));
}

async function revokeNext(listener: Listener | undefined): Promise<void> {
  const answer = await listener?.client.revoke(listener.certificateIds.pop() ?? "");
  if (answer?.status !== 200) throw new Error(`Revoking answered ${answer?.status}: ${answer?.text}`);
}

/** When each event arrived first, by its id. */
async function waitForArrivals(receiver: WebhookReceiver, seen: number, count: number): Promise<Map<string, number>> {
  for (const deadline = performance.now() + patienceSeconds * 1000; performance.now() < deadline; await pause(100)) {
    const arrivals = receiver.received.slice(seen).filter(({ path }) => path !== hangingPath);
    const byId = new Map(arrivals.toReversed().map(({ id, at }) => [id, at]));
    if (byId.size >= count) return byId;
  }
  throw new Error("Not all events arrived.");
}

const Written = z.object({ id: z.string(), at: z.number() });

async function toDelays(sql: Sql, arrivals: Map<string, number>): Promise<number[]> {
  const rows = await sql`
    select id, extract(epoch from created_at)::float8 * 1000 as at
    from attestry.events
    where id = any (${[...arrivals.keys()]}::uuid[])`;
  return rows.map((row) => {
    const { id, at } = Written.parse(row);
    return (arrivals.get(id) ?? Number.NaN) - at;
  });
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
