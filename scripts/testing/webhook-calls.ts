// What a customer does with webhooks, by the API alone, and what whoever delivers does for them: here by SQL, with no request to anybody. For
// tests of the API: each answer is held against the contract. Where a dispatcher sends in earnest, or no API runs, take make-webhook.ts.
import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { z } from "zod";
import type { Answer, ApiClient } from "./api-client.ts";
import * as contract from "./contract.ts";

export const aWebhook = { url: "https://client.example.com/hook", events: ["certificate.issued", "certificate.revoked"] };

/** No two webhooks of an environment have one URL. */
export function makeWebhookUrl(): string {
  return `${aWebhook.url}/${randomUUID()}`;
}

export function tryCreateWebhook(
  client: ApiClient,
  input: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  return client.request("/v1/webhooks", { method: "POST", body: { ...aWebhook, ...input }, headers });
}

export async function createWebhook(client: ApiClient, input: Record<string, unknown> = {}) {
  const answer = await tryCreateWebhook(client, { url: makeWebhookUrl(), ...input });
  const { webhook, signingSecret } = dataOf(answer, contract.webhookCreation);
  return { ...webhook, signingSecret };
}

/** One that pauses for longer than any test: what waits for it waits until a test goes on. */
export async function createHeldWebhook(client: ApiClient, sql: Sql, input: Record<string, unknown> = {}) {
  const webhook = await createWebhook(client, input);
  await sql`update attestry.webhook_endpoints set paused_until = now() + interval '1 year' where id = ${webhook.id}`;
  return webhook;
}

export async function getWebhook(client: ApiClient, id: string) {
  return dataOf(await client.request(`/v1/webhooks/${id}`), contract.webhookRead).webhook;
}

/** `query` begins with a question mark. */
export async function listDeliveries(client: ApiClient, id: string, query = "") {
  return dataOf(await client.request(`/v1/webhooks/${id}/deliveries${query}`), contract.deliveryList);
}

/** `query` begins with a question mark. */
export async function listEvents(client: ApiClient, query = "") {
  return dataOf(await client.request(`/v1/events${query}`), contract.eventList);
}

/** The data of a successful answer. Throws with the answer when it is none. */
export function dataOf<Data>(answer: Answer, data: z.ZodType<Data>): Data {
  if (answer.status >= 400) throw new Error(`Answered was ${answer.status}: ${answer.text}`);
  return data.parse(z.object({ data: z.unknown() }).parse(answer.body).data);
}

type Attempt = {
  outcome: "delivered" | "failed" | "exhausted" | "gone" | "postponed";
  statusCode?: number | null;
  error?: string | null;
  response?: string | null;
  durationMilliseconds?: number;
  startedAt?: string;
  isSlow?: boolean;
  pauseSeconds?: number;
  retrySeconds?: number;
  url?: string;
  tryCount?: number;
};

/** One attempt for each delivery that waits for a held webhook, all with this result. Tells how many there were. */
export async function settleWaiting(sql: Sql, webhookId: string, attempt: Attempt): Promise<number> {
  const leaseToken = randomUUID();
  const leased = await sql`
    with due as (
      delete from attestry.webhook_queue where endpoint_id = ${webhookId} returning *
    ),
    lease as (
      insert into attestry.webhook_leases (
        organization_id, environment, endpoint_id, token, until,
        delivery_ids, event_ids, try_counts, interrupted_counts, postponed_counts
      )
      select
        organization_id, environment, endpoint_id, ${leaseToken}, now() + interval '1 minute',
        array_agg(delivery_id), array_agg(event_id), array_agg(try_count), array_agg(interrupted_count), array_agg(postponed_count)
      from due
      group by organization_id, environment, endpoint_id
    )
    select delivery_id as id from due`;
  const failure = attempt.outcome === "delivered" ? null : "http_status";
  const result = {
    ...{ statusCode: 200, error: failure, response: "", durationMilliseconds: 120, retrySeconds: 60, isSlow: false },
    startedAt: new Date().toISOString(),
    ...attempt,
  };
  const results = leased.map(({ id }) => ({ leaseToken, id, ...result }));
  const input = JSON.stringify({ leaseToken, results });
  const [row] = await sql`select api.settle_deliveries(${input}::text::jsonb) ->> 'settled' as settled`;
  return Number(row?.settled);
}
