import { readFileSync } from "node:fs";
import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import {
  createHeldWebhook,
  createWebhook,
  dataOf,
  getWebhook,
  listDeliveries,
  listEvents,
  settleWaiting,
} from "@attestry/scripts/testing/webhook-calls";
import { describe, expect, it } from "vitest";

const stack = useStack();
const { sql } = stack;

async function createClient() {
  const organization = await createTestOrganization(sql);
  return { organization, client: new ApiClient(stack.apiUrl, organization.sandbox.secret) };
}

/** A webhook for which `count` issues wait. */
async function issueToWebhook(count: number, events = ["certificate.issued"]) {
  const { client, organization } = await createClient();
  const { id } = await createHeldWebhook(client, sql, { events });
  for (let index = 0; index < count; index++) await client.issue();
  return { client, organization, id };
}

/** Nothing pauses any more. Here nobody delivers but the tests. */
const release = (id: string) => sql`update attestry.webhook_endpoints set paused_until = null where id = ${id}`;

const post = (client: ApiClient, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  client.request(path, { method: "POST", headers, ...(body !== undefined && { body }) });

describe("a delivery", () => {
  it("is made with its event, for those that listen and no other", async () => {
    const { client, id } = await issueToWebhook(1, ["certificate.issued", "certificate.revoked"]);
    const { id: deaf } = await createHeldWebhook(client, sql, { events: ["batch.completed"] });
    const { certificateId } = await client.issue();
    await client.revoke(certificateId);
    await release(id);
    const { deliveries } = await listDeliveries(client, id);
    expect(deliveries.map(({ event_type: type }) => type)).toEqual([
      "certificate.revoked",
      "certificate.issued",
      "certificate.issued",
    ]);
    expect((await listDeliveries(client, deaf)).deliveries).toEqual([]);
    const [revoked] = (await listEvents(client)).events;
    expect(deliveries[0]).toEqual({
      id: expect.any(String),
      event_id: revoked?.id,
      event_type: "certificate.revoked",
      status: "pending",
      created_at: revoked?.createdAt,
      ended_at: null,
      ended_because: null,
      next_attempt_at: revoked?.createdAt,
      attempts: [],
    });
  });

  it("is not made for a webhook that is switched off", async () => {
    const { client, id } = await issueToWebhook(0);
    await client.request(`/v1/webhooks/${id}`, { method: "PATCH", body: { active: false } });
    await client.issue();
    expect((await listDeliveries(client, id)).deliveries).toEqual([]);
  });

  it("that waits when its webhook is switched off ends and says so, until it is replayed", async () => {
    const { client, id } = await issueToWebhook(1);
    await client.request(`/v1/webhooks/${id}`, { method: "PATCH", body: { active: false } });
    for (let more = true; more; ) {
      const [row] = await sql`select (api.clear_webhooks('{"limit":100}') ->> 'hasMore')::boolean as more`;
      more = Boolean(row?.more);
    }
    const [ended] = (await listDeliveries(client, id)).deliveries;
    expect(ended).toMatchObject({ status: "exhausted", ended_because: "webhook_inactive", attempts: [] });
    await client.request(`/v1/webhooks/${id}`, { method: "PATCH", body: { active: true } });
    const replayed = await post(client, `/v1/webhooks/${id}/deliveries/${ended?.id}/replay`);
    expect(dataOf(replayed, contract.deliveryRead).delivery).toMatchObject({ status: "pending", ended_because: null });
    await settleWaiting(sql, id, { outcome: "exhausted", statusCode: 500 });
    expect((await listDeliveries(client, id)).deliveries).toMatchObject([{ status: "exhausted", ended_because: null }]);
  });

  it("tells every attempt, with what was answered", async () => {
    const { client, id } = await issueToWebhook(1);
    const failure = {
      outcome: "failed",
      statusCode: 503,
      error: "status",
      response: "<b>busy</b> 再来",
      durationMilliseconds: 9,
    } as const;
    await release(id);
    await settleWaiting(sql, id, failure);
    expect(await getWebhook(client, id)).toMatchObject({ active: true, failing_since: expect.any(String) });
    const [waiting] = (await listDeliveries(client, id)).deliveries;
    const wait = Date.parse(waiting?.next_attempt_at ?? "") - Date.now();
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThan(70_000);
    await settleWaiting(sql, id, { outcome: "failed", statusCode: null, error: "timeout", response: null });
    await settleWaiting(sql, id, { outcome: "delivered", statusCode: 204, response: "" });
    const [delivery] = (await listDeliveries(client, id)).deliveries;
    expect(delivery).toMatchObject({
      status: "delivered",
      ended_at: expect.any(String),
      next_attempt_at: null,
      attempts: [
        { number: 1, duration_milliseconds: 9, status_code: 503, error: "status", response: "<b>busy</b> 再来" },
        { number: 2, status_code: null, error: "timeout", response: null },
        { number: 3, status_code: 204, error: null, response: "" },
      ],
    });
    expect(await getWebhook(client, id)).toMatchObject({ failing_since: null });
  });

  it("is found by state, type and time, page by page", async () => {
    const { client, id } = await issueToWebhook(3, ["certificate.issued", "certificate.revoked"]);
    await settleWaiting(sql, id, { outcome: "delivered" });
    const { certificateId } = await client.issue();
    await client.revoke(certificateId);
    const all = (await listDeliveries(client, id)).deliveries;
    const count = async (query: string) => (await listDeliveries(client, id, query)).deliveries.length;
    expect(all).toHaveLength(5);
    expect(await count("?status=delivered")).toBe(3);
    expect(await count("?status=pending")).toBe(2);
    expect(await count("?status=exhausted")).toBe(0);
    expect(await count("?type=certificate.revoked")).toBe(1);
    expect(await count("?status=pending&type=certificate.issued")).toBe(1);
    const middle = all[2]?.created_at;
    expect((await count(`?since=${middle}`)) + (await count(`?until=${middle}`))).toBe(5);
    expect(await count(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).toBe(0);

    const seen: string[] = [];
    for (let query = "?limit=2"; query; ) {
      const { deliveries, nextCursor } = await listDeliveries(client, id, query);
      seen.push(...deliveries.map((delivery) => delivery.id));
      query = nextCursor === null ? "" : `?limit=2&cursor=${nextCursor}`;
    }
    expect(seen).toEqual(all.map((delivery) => delivery.id));
    for (const [query, path] of [
      ["?status=lost", "status"],
      ["?type=x", "type"],
      ["?since=yesterday", "since"],
      ["?limit=101", "limit"],
      ["?cursor=x", "cursor"],
      ["?since=2026-05-02T00:00:00Z&until=2026-05-01T00:00:00Z", "until"],
    ]) {
      expect(errorOf(await client.request(`/v1/webhooks/${id}/deliveries${query}`)).issues).toMatchObject([{ path }]);
    }
  });

  it("that was given up is replayed with a new schedule, under the same event", async () => {
    const { client, id } = await issueToWebhook(1);
    await settleWaiting(sql, id, { outcome: "exhausted", statusCode: 500 });
    const [given] = (await listDeliveries(client, id)).deliveries;
    expect(given).toMatchObject({ status: "exhausted" });
    const path = `/v1/webhooks/${id}/deliveries/${given?.id}/replay`;
    const headers = { "Idempotency-Key": "replay-1" };
    const first = await post(client, path, undefined, headers);
    expect(first.status).toBe(202);
    expect(dataOf(first, contract.deliveryRead).delivery).toMatchObject({
      id: given?.id,
      event_id: given?.event_id,
      status: "pending",
      ended_at: null,
      attempts: [{ number: 1 }],
    });
    await settleWaiting(sql, id, { outcome: "delivered" });
    const retry = await post(client, path, undefined, headers);
    expect([retry.text, retry.headers.get("Idempotent-Replayed")]).toEqual([first.text, "true"]);
    const [delivered] = (await listDeliveries(client, id)).deliveries;
    expect(delivered).toMatchObject({ status: "delivered", attempts: [{ number: 1 }, { number: 2 }] });
    expect((await post(client, path)).status).toBe(202);
  });

  it("of another webhook, or none, is not replayed", async () => {
    const { client, id } = await issueToWebhook(1);
    const { id: other } = await createWebhook(client, { events: ["batch.completed"] });
    const [delivery] = (await listDeliveries(client, id)).deliveries;
    for (const deliveryId of [delivery?.id, crypto.randomUUID(), "nonsense", "%00"]) {
      const answer = await post(client, `/v1/webhooks/${other}/deliveries/${deliveryId}/replay`);
      expect(errorOf(answer).code).toBe("DELIVERY_NOT_FOUND");
    }
  });
});

describe("a webhook that fails", () => {
  it("is switched off by a 410, what waits for it ends, and the others hear of it", async () => {
    const { client, id } = await issueToWebhook(3);
    const { id: watcher } = await createHeldWebhook(client, sql, { events: ["webhook.disabled"] });
    expect(await settleWaiting(sql, id, { outcome: "gone", statusCode: 410 })).toBe(3);
    const off = await getWebhook(client, id);
    expect(off).toMatchObject({ active: false, disabled_reason: "gone", disabled_at: expect.any(String) });
    expect((await listDeliveries(client, id, "?status=exhausted")).deliveries).toHaveLength(3);
    const { events } = await listEvents(client, "?type=webhook.disabled");
    expect(events).toMatchObject([{ sequence: null, data: { webhookId: id, url: off.url, reason: "gone" } }]);
    expect((await listDeliveries(client, watcher)).deliveries).toMatchObject([{ event_id: events[0]?.id }]);
  });

  it("is switched off after five days of nothing but failures, and not before", async () => {
    const { client, id } = await issueToWebhook(1);
    const fail = { outcome: "failed", statusCode: 500 } as const;
    const failFor = (age: string) =>
      sql`update attestry.webhook_endpoints set failing_since = now() - ${age}::interval where id = ${id}`;
    await settleWaiting(sql, id, fail);
    await failFor("4 days 23 hours");
    await settleWaiting(sql, id, fail);
    expect(await getWebhook(client, id)).toMatchObject({ active: true });
    await failFor("5 days 1 minute");
    await settleWaiting(sql, id, fail);
    expect(await getWebhook(client, id)).toMatchObject({ active: false, disabled_reason: "failing" });
  });

  it("has failed all the time where no two failures lie fourteen days apart; else it begins anew", async () => {
    const { client, id } = await issueToWebhook(1);
    const failAfter = async (lastFailure: string) => {
      await sql`
        update attestry.webhook_endpoints
        set failing_since = now() - interval '20 days', last_failure_at = now() - ${lastFailure}::interval
        where id = ${id}`;
      await settleWaiting(sql, id, { outcome: "failed", statusCode: 500 });
      return getWebhook(client, id);
    };
    const begun = await failAfter("14 days 1 minute");
    expect(begun).toMatchObject({ active: true });
    expect(Date.now() - Date.parse(begun.failing_since ?? "")).toBeLessThan(60_000);
    expect(await failAfter("13 days 23 hours")).toMatchObject({ active: false, disabled_reason: "failing" });
  });

  it("by being slow time after time is left alone, longer each time, and by being slow side by side once is not", async () => {
    const { client, id } = await issueToWebhook(1);
    await release(id);
    const lasted = { outcome: "failed", statusCode: null, error: "timeout", isSlow: true, durationMilliseconds: 15_000 } as const;
    const beSlow = async (secondsAgo: number) => {
      await settleWaiting(sql, id, { ...lasted, startedAt: new Date(Date.now() - secondsAgo * 1000).toISOString() });
      const [row] = await sql`
        select slow_streak as streak, round(extract(epoch from paused_until - now()))::int as pause
        from attestry.webhook_endpoints where id = ${id}`;
      return { ...row };
    };
    expect(await beSlow(100)).toEqual({ streak: 1, pause: null });
    for (const sideBySide of [99, 95, 86]) expect(await beSlow(sideBySide)).toEqual({ streak: 1, pause: null });
    expect(await beSlow(84)).toEqual({ streak: 2, pause: 15 });
    expect(await beSlow(83)).toEqual({ streak: 2, pause: 15 });
    expect(await beSlow(60)).toEqual({ streak: 3, pause: 30 });
    expect((await getWebhook(client, id)).paused_until).not.toBeNull();
    await settleWaiting(sql, id, { outcome: "delivered" });
    expect((await getWebhook(client, id)).paused_until).toBeNull();
  });

  it("and asks for a pause gets it, an hour at most, and nothing is due before its end", async () => {
    const { client, id } = await issueToWebhook(2);
    await release(id);
    expect(await getWebhook(client, id)).toMatchObject({ paused_until: null });
    const pauseAfter = async (pauseSeconds: number) => {
      await settleWaiting(sql, id, { outcome: "failed", statusCode: 503, retrySeconds: 1, pauseSeconds });
      const { paused_until: until } = await getWebhook(client, id);
      return { until, seconds: (Date.parse(until ?? "") - Date.now()) / 1000 };
    };
    const short = await pauseAfter(120);
    expect(short.seconds).toBeGreaterThan(60);
    expect(short.seconds).toBeLessThan(121);
    await client.issue();
    const { deliveries } = await listDeliveries(client, id);
    expect(deliveries.map((delivery) => delivery.next_attempt_at)).toEqual(Array(3).fill(short.until));
    expect((await pauseAfter(1)).until).toBe(short.until);
    const long = await pauseAfter(86_400);
    expect(long.seconds).toBeGreaterThan(3500);
    expect(long.seconds).toBeLessThan(3601);
    // One that was under way beside it is taken; the pause holds.
    await settleWaiting(sql, id, { outcome: "delivered" });
    expect(await getWebhook(client, id)).toMatchObject({ paused_until: long.until, failing_since: null });
    const listed = dataOf(await client.request("/v1/webhooks"), contract.webhookList).webhooks;
    expect(listed.map((webhook) => webhook.paused_until)).toEqual([long.until]);
  });

  it("is neither switched off nor blamed for what became of an attempt at the URL that it had before", async () => {
    const { client, id } = await issueToWebhook(2);
    const { url } = await getWebhook(client, id);
    await client.request(`/v1/webhooks/${id}`, { method: "PATCH", body: { url: `${url}/moved` } });
    expect(await settleWaiting(sql, id, { outcome: "gone", statusCode: 410, url })).toBe(2);
    expect(await getWebhook(client, id)).toMatchObject({ active: true, failing_since: null });
    expect((await listDeliveries(client, id, "?status=pending")).deliveries).toHaveLength(2);
    await settleWaiting(sql, id, { outcome: "gone", statusCode: 410, url: `${url}/moved` });
    expect(await getWebhook(client, id)).toMatchObject({ active: false, disabled_reason: "gone" });
  });

  it("is not switched off by what was not even attempted, however long ago it failed", async () => {
    const { client, id } = await issueToWebhook(1);
    await sql`update attestry.webhook_endpoints set failing_since = now() - interval '6 days' where id = ${id}`;
    await settleWaiting(sql, id, { outcome: "postponed" });
    expect(await getWebhook(client, id)).toMatchObject({ active: true });
  });

  it("and is off refuses tests and replays until it is on again", async () => {
    const { client, id } = await issueToWebhook(1);
    await settleWaiting(sql, id, { outcome: "gone", statusCode: 410 });
    const [delivery] = (await listDeliveries(client, id)).deliveries;
    const attempts = [
      () => post(client, `/v1/webhooks/${id}/test`),
      () => post(client, `/v1/webhooks/${id}/deliveries/${delivery?.id}/replay`),
      () => post(client, `/v1/webhooks/${id}/replay`, { since: "2026-01-01T00:00:00Z" }),
    ];
    for (const attempt of attempts) expect(errorOf(await attempt()).code).toBe("WEBHOOK_INACTIVE");
    await client.request(`/v1/webhooks/${id}`, { method: "PATCH", body: { active: true } });
    for (const attempt of attempts) expect((await attempt()).status).toBe(202);
  });
});

describe("a test of a webhook", () => {
  it("is an event for it alone, whatever it listens to", async () => {
    const { client, id } = await issueToWebhook(0, ["batch.completed"]);
    const { id: other } = await createHeldWebhook(client, sql);
    const answer = await post(client, `/v1/webhooks/${id}/test`, undefined, { "Idempotency-Key": "test-1" });
    expect(answer.status).toBe(202);
    const { event, deliveryId } = dataOf(answer, contract.webhookTest);
    expect(event).toMatchObject({ type: "webhook.test", environment: "sandbox", sequence: null, data: { webhookId: id } });
    expect((await listDeliveries(client, id)).deliveries).toMatchObject([
      { id: deliveryId, event_id: event.id, status: "pending" },
    ]);
    expect((await listDeliveries(client, other)).deliveries).toEqual([]);
    expect(dataOf(await client.request(`/v1/events/${event.id}`), contract.eventRead).event).toEqual(event);
    const retry = await post(client, `/v1/webhooks/${id}/test`, undefined, { "Idempotency-Key": "test-1" });
    expect(retry.text).toBe(answer.text);
    expect((await listDeliveries(client, id)).deliveries).toHaveLength(1);
  });
});

it("whoever delivers is called for a change, a test and a replay, and the call arrives", async () => {
  const { client, id } = await issueToWebhook(1);
  const [delivery] = (await listDeliveries(client, id)).deliveries;
  await post(client, `/v1/webhooks/${id}/test`);
  const last = await post(client, `/v1/webhooks/${id}/deliveries/${delivery?.id}/replay`);
  expect(last.status).toBe(202);
  const log = () => readFileSync(stack.apiLogFile, "utf8");
  await expect.poll(log, { timeout: 120_000 }).toContain(last.headers.get("X-Request-Id"));
  expect(log()).not.toContain("could not be rung");
});

describe("a replay of a span of time", () => {
  const start = (client: ApiClient, id: string, body: unknown, headers: Record<string, string> = {}) =>
    post(client, `/v1/webhooks/${id}/replay`, body, headers);
  const since = "2026-01-01T00:00:00.000Z";
  const step = async () => {
    // Other tests' replays are stepped on the way.
    for (let hasMore = true; hasMore; ) {
      const [row] = await sql`select (api.step_webhook_replays('{"limit":2}') ->> 'hasMore')::boolean as more`;
      hasMore = Boolean(row?.more);
    }
  };

  /** Events are read when they have been there for a while. */
  const age = (webhookId: string) => sql`
    update attestry.events set created_at = created_at - interval '1 minute'
    where organization_id = (select organization_id from attestry.webhook_endpoints where id = ${webhookId})`;

  it("opens what was delivered, given up, or never sent, and tells how far it is", async () => {
    const { client, id } = await issueToWebhook(2);
    await settleWaiting(sql, id, { outcome: "delivered" });
    await client.issue();
    await settleWaiting(sql, id, { outcome: "exhausted", statusCode: 500 });
    const { id: late } = await createHeldWebhook(client, sql, { events: ["batch.completed"] });
    await age(id);
    const replays = [
      dataOf(await start(client, id, { since }), contract.replayRead).replay,
      dataOf(await start(client, late, { since, types: ["certificate.issued"] }), contract.replayRead).replay,
    ];
    expect(replays).toMatchObject([
      { since, types: ["certificate.issued"], replayed_count: 0, finished_at: null },
      { since, types: ["certificate.issued"] },
    ]);
    await step();
    for (const webhook of [id, late]) {
      expect((await listDeliveries(client, webhook, "?status=pending")).deliveries).toHaveLength(3);
    }
    // It ends when nothing can come any more that was written before its own end.
    await sql`
      update attestry.webhook_replays set until = until - interval '20 seconds', due_at = now()
      where id = any (${replays.map((replay) => replay.id)}::uuid[])`;
    await step();
    for (const [index, webhook] of [id, late].entries()) {
      const found = await client.request(`/v1/webhooks/${webhook}/replays/${replays[index]?.id}`);
      expect(dataOf(found, contract.replayRead).replay).toMatchObject({ replayed_count: 3, finished_at: expect.any(String) });
    }
  });

  it("ends where the webhook is switched off, and what was delivered stays delivered", async () => {
    const { client, id } = await issueToWebhook(2);
    await settleWaiting(sql, id, { outcome: "delivered" });
    await age(id);
    const { replay } = dataOf(await start(client, id, { since }), contract.replayRead);
    await client.request(`/v1/webhooks/${id}`, { method: "PATCH", body: { active: false } });
    await step();
    expect((await listDeliveries(client, id, "?status=delivered")).deliveries).toHaveLength(2);
    const found = await client.request(`/v1/webhooks/${id}/replays/${replay.id}`);
    expect(dataOf(found, contract.replayRead).replay).toMatchObject({ replayed_count: 0, finished_at: expect.any(String) });
  });

  it("takes the events before `until` only", async () => {
    const { client, id } = await issueToWebhook(1);
    await settleWaiting(sql, id, { outcome: "delivered" });
    await age(id);
    const [event] = (await listEvents(client)).events;
    const before = new Date(Date.parse(event?.createdAt ?? "") - 1).toISOString();
    const { replay } = dataOf(await start(client, id, { since, until: before }), contract.replayRead);
    await step();
    const found = await client.request(`/v1/webhooks/${id}/replays/${replay.id}`);
    expect(dataOf(found, contract.replayRead).replay).toMatchObject({ until: before, replayed_count: 0 });
  });

  it.each([
    [{}, "since"],
    [{ since: "yesterday" }, "since"],
    [{ since: "2999-01-01T00:00:00Z" }, "since"],
    [{ since, until: since }, "until"],
    [{ since, types: [] }, "types"],
    [{ since, types: ["webhook.test"] }, "types.0"],
    [{ since, all: true }, "all"],
  ])("of %j is refused", async (body, path) => {
    const { client } = await createClient();
    const { id } = await createWebhook(client);
    expect(errorOf(await start(client, id, body)).issues).toMatchObject([{ path }]);
  });

  it("of which one is under way is the only one, and is begun once under one key", async () => {
    const { client, id } = await issueToWebhook(0);
    const headers = { "Idempotency-Key": "span-1" };
    const first = await start(client, id, { since }, headers);
    const [row] = await sql`select finished_at from attestry.webhook_replays where endpoint_id = ${id}`;
    // Unless somebody who delivers has been here already.
    if (row?.finished_at === null) {
      expect(errorOf(await start(client, id, { since }))).toMatchObject({
        code: "LIMIT_REACHED",
        message: expect.stringContaining("under way"),
      });
    }
    expect((await start(client, id, { since }, headers)).text).toBe(first.text);
    const { replay } = dataOf(first, contract.replayRead);
    for (const replayId of [crypto.randomUUID(), "nonsense"]) {
      const answer = await client.request(`/v1/webhooks/${id}/replays/${replayId}`);
      expect(errorOf(answer).code).toBe("REPLAY_NOT_FOUND");
    }
    const { id: other } = await createWebhook(client);
    expect(errorOf(await client.request(`/v1/webhooks/${other}/replays/${replay.id}`)).code).toBe("REPLAY_NOT_FOUND");
  });
});

describe("statistics", () => {
  const read = async (client: ApiClient, id: string, query = "") =>
    dataOf(await client.request(`/v1/webhooks/${id}/statistics${query}`), contract.webhookStatistics).statistics;

  it("of a webhook to which nothing was sent are zeroes", async () => {
    const { client, id } = await issueToWebhook(0);
    expect(await read(client, id)).toEqual({
      since: expect.any(String),
      delivered_count: 0,
      pending_count: 0,
      exhausted_count: 0,
      attempt_count: 0,
      failed_attempt_count: 0,
      errors: {},
      median_milliseconds: null,
      p95_milliseconds: null,
      last_delivered_at: null,
    });
  });

  it("count deliveries by their state, and attempts by their errors and durations", async () => {
    const { client, id } = await issueToWebhook(3);
    await settleWaiting(sql, id, { outcome: "failed", statusCode: null, error: "timeout", durationMilliseconds: 15_000 });
    await settleWaiting(sql, id, { outcome: "delivered", durationMilliseconds: 100 });
    await client.issue();
    await settleWaiting(sql, id, { outcome: "exhausted", statusCode: 500, durationMilliseconds: 200 });
    await client.issue();
    const statistics = await read(client, id, "?days=30");
    expect(statistics).toMatchObject({
      delivered_count: 3,
      pending_count: 1,
      exhausted_count: 1,
      attempt_count: 7,
      failed_attempt_count: 4,
      errors: { timeout: 3, http_status: 1 },
      median_milliseconds: 200,
      p95_milliseconds: 15_000,
      last_delivered_at: expect.any(String),
    });
    const days = (Date.now() - Date.parse(statistics.since)) / 86_400_000;
    expect(days).toBeCloseTo(30, 2);
    await sql`update attestry.webhook_deliveries set created_at = created_at - interval '8 days' where endpoint_id = ${id} and status = 'delivered'`;
    expect(await read(client, id)).toMatchObject({ delivered_count: 0, exhausted_count: 1, attempt_count: 1 });
  });

  it.each(["0", "31", "1.5", "week", ""])("of %j days are refused", async (days) => {
    const { client, id } = await issueToWebhook(0);
    const answer = await client.request(`/v1/webhooks/${id}/statistics?days=${days}`);
    expect(errorOf(answer).issues).toMatchObject([{ path: "days" }]);
  });
});
