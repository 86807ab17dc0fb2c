import { randomUUID } from "node:crypto";
import { ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { createHeldWebhook, listDeliveries, settleWaiting } from "@attestry/scripts/testing/webhook-calls";
import { expect, it } from "vitest";

const stack = useStack();
const { sql } = stack;

/** A held webhook for which one delivery waits. `lease` takes it as a claim does; `runOut` ends the lease and lets the next claim see it. */
async function leaseOne() {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  const { id } = await createHeldWebhook(client, sql);
  await client.issue();
  const lease = async () => {
    const token = randomUUID();
    const [row] = await sql`
      select attestry.lease_deliveries(w, 10, 10, ${token}, interval '1 minute') as count
      from attestry.webhook_endpoints w where w.id = ${id}`;
    return { token, count: Number(row?.count) };
  };
  const runOut = () => sql`update attestry.webhook_leases set until = now() - interval '1 second' where endpoint_id = ${id}`;
  const read = async () => (await listDeliveries(client, id)).deliveries[0];
  return { client, id, lease, runOut, read };
}

async function settle(leaseToken: string, id: string | undefined, outcome: string) {
  const attempt = {
    startedAt: new Date().toISOString(),
    durationMilliseconds: 1,
    statusCode: 500,
    error: "http_status",
    response: "",
  };
  const input = { results: [{ leaseToken, id, outcome, retrySeconds: 60, isSlow: false, ...attempt }] };
  const [row] = await sql`select (api.settle_deliveries(${JSON.stringify(input)}::text::jsonb) ->> 'settled')::int as count`;
  return row?.count;
}

it("what is leased is nobody else's until it is settled", async () => {
  const { id, lease, read } = await leaseOne();
  const { token, count } = await lease();
  expect([count, (await lease()).count]).toEqual([1, 0]);
  await sql`update attestry.webhook_endpoints set paused_until = null where id = ${id}`;
  const wait = Date.parse((await read())?.next_attempt_at ?? "") - Date.now();
  expect(wait).toBeGreaterThan(50_000);
  expect(wait).toBeLessThan(70_000);
  expect(await settle(token, (await read())?.id, "delivered")).toBe(1);
  expect(await settle(token, (await read())?.id, "delivered")).toBe(0);
  expect(await read()).toMatchObject({ status: "delivered", attempts: [{ number: 1 }] });
});

it("a lease that ran out passes to the next, and what the first still says changes nothing", async () => {
  const { lease, runOut, read } = await leaseOne();
  const first = await lease();
  await runOut();
  const second = await lease();
  expect(second.count).toBe(1);
  const { id } = (await read()) ?? {};
  expect(await settle(first.token, id, "delivered")).toBe(0);
  expect(await settle(second.token, randomUUID(), "delivered")).toBe(0);
  expect(await read()).toMatchObject({ status: "pending", attempts: [] });
  expect(await settle(second.token, id, "failed")).toBe(1);
  expect(await read()).toMatchObject({ status: "pending", attempts: [{ number: 1, status_code: 500 }] });
});

it("a delivery whose leases run out ten times in a row is given up, and has that as its attempt", async () => {
  const { lease, runOut, read } = await leaseOne();
  for (let time = 1; time <= 10; time++) {
    expect((await lease()).count).toBe(1);
    await runOut();
  }
  expect(await read()).toMatchObject({ status: "pending", attempts: [] });
  expect((await lease()).count).toBe(0);
  expect(await read()).toMatchObject({
    status: "exhausted",
    ended_at: expect.any(String),
    attempts: [{ number: 1, status_code: null, error: "interrupted", response: null }],
  });
});

it("what is put off comes again without an attempt, and one that is replayed under way keeps its lease", async () => {
  const { client, id, lease, read } = await leaseOne();
  const { token } = await lease();
  const delivery = await read();
  const replayed = await client.request(`/v1/webhooks/${id}/deliveries/${delivery?.id}/replay`, { method: "POST" });
  expect(replayed.status).toBe(202);
  expect((await lease()).count).toBe(0);
  expect(await settle(token, delivery?.id, "postponed")).toBe(1);
  expect(await read()).toMatchObject({ status: "pending", attempts: [] });
  const [queued] = await sql`select due_at > now() as is_later from attestry.webhook_queue where endpoint_id = ${id}`;
  expect(queued).toEqual({ is_later: true });
  expect(await settleWaiting(sql, id, { outcome: "delivered" })).toBe(1);
  expect(await read()).toMatchObject({ status: "delivered", attempts: [{ number: 1 }] });
});

it("a replay that is asked for during the last attempt is not ended by it", async () => {
  const { client, id, read } = await leaseOne();
  await sql`update attestry.webhook_queue set try_count = 7 where endpoint_id = ${id}`;
  const [delivery] = [await read()];
  // As if the attempt had been claimed before the replay, whose lease begins anew.
  await client.request(`/v1/webhooks/${id}/deliveries/${delivery?.id}/replay`, { method: "POST" });
  expect(await settleWaiting(sql, id, { outcome: "exhausted", statusCode: 500, tryCount: 7 })).toBe(1);
  expect(await read()).toMatchObject({ status: "pending", attempts: [{ number: 1, status_code: 500 }] });
  expect(await settleWaiting(sql, id, { outcome: "exhausted", statusCode: 500, tryCount: 1 })).toBe(1);
  expect(await read()).toMatchObject({ status: "exhausted" });
});

it("of twelve that are due ten are leased, and what is given back unsent keeps its place", async () => {
  const { client, id, lease } = await leaseOne();
  for (let n = 1; n < 12; n++) await client.issue();
  const { token, count } = await lease();
  expect([count, (await lease()).count]).toEqual([10, 0]);
  const [leased] = await sql`select delivery_ids[1] as id from attestry.webhook_leases where endpoint_id = ${id}`;
  const results = [{ leaseToken: token, id: leased?.id, outcome: "postponed", retrySeconds: 0 }];
  await sql`select api.settle_deliveries(${JSON.stringify({ results })}::text::jsonb)`;
  const [first] = await sql`select delivery_id as id from attestry.webhook_queue where endpoint_id = ${id} order by due_at`;
  expect(first).toEqual({ id: leased?.id });
});
