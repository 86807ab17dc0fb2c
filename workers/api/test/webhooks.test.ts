import { readFileSync } from "node:fs";
import { parseSealingKeys } from "@attestry/certificate/seal";
import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { meet, requireOutcomes } from "@attestry/scripts/testing/race";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import {
  aWebhook,
  createHeldWebhook,
  createWebhook,
  dataOf,
  getWebhook,
  listDeliveries,
  listEvents,
  settleWaiting,
  tryCreateWebhook,
} from "@attestry/scripts/testing/webhook-calls";
import * as invariants from "@attestry/scripts/testing/webhook-invariants";
import { unsealWebhookSecret } from "@attestry/webhooks/webhook-secret";
import { describe, expect, it } from "vitest";

const stack = useStack();

async function createClient() {
  const organization = await createTestOrganization(stack.sql);
  const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  return { organization, client, live: new ApiClient(stack.apiUrl, organization.live.secret) };
}

const post = (client: ApiClient, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  client.request(path, { method: "POST", headers, ...(body !== undefined && { body }) });
const patch = (client: ApiClient, id: string, body: unknown) => client.request(`/v1/webhooks/${id}`, { method: "PATCH", body });
const remove = (client: ApiClient, id: string, headers: Record<string, string> = {}) =>
  client.request(`/v1/webhooks/${id}`, { method: "DELETE", headers });

async function rotate(client: ApiClient, id: string, body?: unknown, headers: Record<string, string> = {}) {
  return dataOf(await post(client, `/v1/webhooks/${id}/rotate-secret`, body, headers), contract.webhookRotation);
}

async function rowOf(id: string) {
  const [row] = await stack.sql`select * from attestry.webhook_endpoints where id = ${id}`;
  return row ?? {};
}

async function dumpDatabase(): Promise<string> {
  const tables = await stack.sql`
    select nspname, relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where nspname in ('attestry', 'api', 'admin') and relkind in ('r', 'p', 'm')`;
  const texts: string[] = [];
  for (const { nspname, relname } of tables) {
    const rows = await stack.sql`select row_to_json(t)::text as text from ${stack.sql(`${nspname}.${relname}`)} t`;
    texts.push(...rows.map(({ text }) => String(text)));
  }
  return texts.join("\n");
}

describe("a webhook", () => {
  it("is created with what was given, its secret sealed for it alone, and in no column and no log line in the clear", async () => {
    const { organization, client } = await createClient();
    const { signingSecret, ...webhook } = await createWebhook(client, { ...aWebhook, description: "Production" });
    expect(webhook).toMatchObject({ url: aWebhook.url, active: true });
    expect(Buffer.from(signingSecret.slice("whsec_".length), "base64")).toHaveLength(32);
    const row = await rowOf(webhook.id);
    expect(row).toMatchObject({
      organization_id: organization.id,
      environment: "sandbox",
      url: webhook.url,
      description: "Production",
      events: ["certificate.issued", "certificate.revoked"],
      is_active: true,
      created_by: organization.sandbox.id,
    });
    const keys = await parseSealingKeys(stack.webhookSealingKeys);
    const owner = { organizationId: organization.id, environment: "sandbox", webhookId: webhook.id } as const;
    const sealed = String(row.sealed_secret);
    expect(await unsealWebhookSecret(keys, owner, sealed)).toBe(signingSecret);
    await expect(unsealWebhookSecret(keys, { ...owner, webhookId: crypto.randomUUID() }, sealed)).rejects.toThrow();
    await expect(unsealWebhookSecret(keys, { ...owner, environment: "live" }, sealed)).rejects.toThrow();
    await expect(unsealWebhookSecret(await parseSealingKeys(stack.sealingKeys), owner, sealed)).rejects.toThrow();

    const rotated = await rotate(client, webhook.id, undefined, { "Idempotency-Key": "rotate" });
    const last = await client.request(`/v1/webhooks/${webhook.id}`);
    const log = () => readFileSync(stack.apiLogFile, "utf8");
    await expect.poll(log, { timeout: 120_000 }).toContain(last.headers.get("X-Request-Id"));
    const dump = await dumpDatabase();
    expect(dump).toContain(webhook.id);
    for (const text of [dump, log(), last.text]) {
      for (const secret of [signingSecret, rotated.signingSecret]) expect(text).not.toContain(secret.slice("whsec_".length));
    }
    const audit = await stack.sql`select action from attestry.audit_log where subject = ${webhook.id} order by id`;
    expect(audit.map(({ action }) => action)).toEqual(["webhook.create", "webhook.rotate-secret"]);
  });

  it("is listed and read, newest first, without its secret", async () => {
    const { client, live } = await createClient();
    const first = await createWebhook(client);
    const second = await createWebhook(client, { description: "Second", events: ["batch.completed"] });
    await createWebhook(live);
    const list = await client.request("/v1/webhooks");
    const { webhooks } = dataOf(list, contract.webhookList);
    expect(webhooks.map(({ id }) => id)).toEqual([second.id, first.id]);
    const { nextCursor, ...page } = dataOf(await client.request("/v1/webhooks?limit=1"), contract.webhookList);
    expect(page.webhooks).toEqual(webhooks.slice(0, 1));
    const rest = await client.request(`/v1/webhooks?limit=1&cursor=${nextCursor}`);
    expect(dataOf(rest, contract.webhookList)).toMatchObject({ webhooks: webhooks.slice(1), nextCursor: null });
    const read = await client.request(`/v1/webhooks/${second.id.toUpperCase()}`);
    expect(dataOf(read, contract.webhookRead).webhook).toEqual(webhooks[0]);
    expect(webhooks[0]).toEqual({
      id: second.id,
      url: second.url,
      events: ["batch.completed"],
      active: true,
      created_at: second.created_at,
      description: "Second",
      disabled_reason: null,
      disabled_at: null,
      failing_since: null,
      paused_until: null,
      previous_secret_until: null,
      updated_at: second.created_at,
    });
    for (const { text } of [list, read]) expect(text).not.toMatch(/whsec_|sealed/i);
  });

  it.each([
    [{ url: undefined }, "url", "is required"],
    [{ url: 7 }, "url", undefined],
    [{ url: "http://client.example.com/" }, "url", "must begin with https://."],
    [{ url: "https://client.example.com:8443/" }, "url", "must be at port 443."],
    [{ url: `https://client.example.com/${"a".repeat(2048)}` }, "url", "must have at most 2,048 characters."],
    [{ events: undefined }, "events", "is required"],
    [{ events: [] }, "events", "must name at least one event type"],
    [{ events: ["certificate.issued", "certificate.issued"] }, "events", "must not name an event type twice"],
    [{ events: ["certificate.lost"] }, "events.0", expect.stringMatching(/^must be one of certificate\.issued, /)],
    [{ events: ["webhook.test"] }, "events.0", expect.stringMatching(/^must be one of /)],
    [{ description: "a".repeat(501) }, "description", "must be at most 500 characters"],
    [{ description: "two\nlines" }, "description", "must not contain control characters"],
    [{ description: 7 }, "description", "must be one line of at most 500 characters"],
    [{ secret: "whsec_mine" }, "secret", "is not a known field"],
  ])("is refused for what is wrong with it (%#)", async (input, path, message) => {
    const { client } = await createClient();
    const error = errorOf(await tryCreateWebhook(client, input));
    expect(error).toMatchObject({ code: "VALIDATION_ERROR", message: "Request body is invalid." });
    expect(error.issues?.[0]).toMatchObject({ path, ...(message && { message }) });
    expect(dataOf(await client.request("/v1/webhooks"), contract.webhookList).webhooks).toEqual([]);
  });

  it.each(["", "client.example.com", "https://", "https://client.example.com/a b", " https://client.example.com/"])(
    "whose URL is none (%j) is refused with the seed's words",
    async (url) => {
      const { client } = await createClient();
      const error = errorOf(await tryCreateWebhook(client, { url }));
      expect(error).toMatchObject({ code: "VALIDATION_ERROR", message: "url must be a valid URL." });
      expect(error.issues).toEqual([{ path: "url", message: "must be a valid URL." }]);
    },
  );

  it("is one of 20 at most in an environment, however many come at once", () => invariants.requireWebhooksBounded(stack));

  it("is at a URL of its own, however many come at once", () => invariants.requireUrlsApart(stack));

  it("that is refused for another one's URL leaves no trace, and the key that it came under is free", async () => {
    const { client } = await createClient();
    const { id, url } = await createWebhook(client);
    const headers = { "Idempotency-Key": "taken" };
    const { message, issues } = errorOf(await tryCreateWebhook(client, { url }, headers));
    expect({ message, paths: issues?.map(({ path }) => path) }).toEqual({ message: "Request body is invalid.", paths: ["url"] });
    await remove(client, id);
    const created = await tryCreateWebhook(client, { url }, headers);
    expect([created.status, created.headers.get("Idempotent-Replayed")]).toEqual([201, null]);
    expect((await tryCreateWebhook(client, { url }, headers)).text).toBe(created.text);
  });

  it("is created once under one key, and each caller is shown the same secret", async () => {
    const { organization, client } = await createClient();
    const headers = { "Idempotency-Key": "webhook-1" };
    const met = await meet(stack.sql, organization, 6, () => tryCreateWebhook(client, {}, headers));
    const later = await tryCreateWebhook(client, {}, headers);
    requireOutcomes([...met, later], { 201: 7 }, "every caller is answered 201");
    expect(new Set([...met, later].map(({ text }) => text)).size).toBe(1);
    expect(later.headers.get("Idempotent-Replayed")).toBe("true");
    expect(dataOf(await client.request("/v1/webhooks"), contract.webhookList).webhooks).toHaveLength(1);
    const other = await tryCreateWebhook(client, { description: "another" }, headers);
    expect(errorOf(other).code).toBe("IDEMPOTENCY_CONFLICT");
  });

  it("that is gone by now still answers the retry of what was done to it", async () => {
    const { client } = await createClient();
    const { id } = await createWebhook(client);
    const path = `/v1/webhooks/${id}`;
    const writes = [
      ["PATCH", path, { description: "Changed" }],
      ["POST", `${path}/rotate-secret`, {}],
      ["POST", `${path}/test`, undefined],
      ["POST", `${path}/replay`, { since: "2026-05-01T00:00:00.000Z" }],
    ] as const;
    const writeAll = async () => {
      const answers: [number, string][] = [];
      for (const [index, [method, target, body]] of writes.entries()) {
        const headers = { "Idempotency-Key": `write-${index}` };
        const { status, text } = await client.request(target, { method, headers, ...(body && { body }) });
        answers.push([status, text]);
      }
      return answers;
    };
    const first = await writeAll();
    expect(first.map(([status]) => status)).toEqual([200, 200, 202, 202]);
    await remove(client, id);
    expect(await writeAll()).toEqual(first);
  });

  it("whose answer was lost is shown to the retry, secret included", async () => {
    const { organization, client } = await createClient();
    const loss = { keyHash: organization.sandbox.hash, sqlFunction: "create_webhook" };
    await fetch(`${stack.proxyUrl}/lose`, { method: "POST", body: JSON.stringify(loss) });
    const headers = { "Idempotency-Key": "webhook-lost" };
    expect((await tryCreateWebhook(client, {}, headers)).status).toBe(500);
    const { webhook, signingSecret } = dataOf(await tryCreateWebhook(client, {}, headers), contract.webhookCreation);
    const owner = { organizationId: organization.id, environment: "sandbox", webhookId: webhook.id } as const;
    const sealed = String((await rowOf(webhook.id)).sealed_secret);
    expect(await unsealWebhookSecret(await parseSealingKeys(stack.webhookSealingKeys), owner, sealed)).toBe(signingSecret);
  });
});

describe("a change of a webhook", () => {
  it("changes what it names and keeps the rest", async () => {
    const { client } = await createClient();
    const { id, signingSecret: _, ...created } = await createWebhook(client, { description: "Mine" });
    const changed = async (body: unknown) => dataOf(await patch(client, id, body), contract.webhookRead).webhook;
    expect(await changed({ description: "" })).toMatchObject({ ...created, description: "" });
    expect(await changed({ events: ["batch.completed"] })).toMatchObject({ url: created.url, events: ["batch.completed"] });
    expect(await changed({ active: false })).toMatchObject({ active: false, disabled_reason: null });
    const url = "https://other.example.com/hook";
    const all = await changed({ url, active: true, description: "Other", events: created.events });
    expect(all).toMatchObject({ ...created, url, description: "Other" });
    expect(await getWebhook(client, id)).toEqual(all);
    expect(Date.parse(all.updated_at)).toBeGreaterThan(Date.parse(created.created_at));
  });

  it.each([
    [{}, ""],
    [{ url: "https://127.0.0.1:1@client.example.com/" }, "url"],
    [{ url: null }, "url"],
    [{ events: [] }, "events"],
    [{ active: "yes" }, "active"],
    [{ active: true, created_at: "2026-05-10T08:00:00.000Z" }, "created_at"],
  ])("%j is refused and changes nothing", async (body, path) => {
    const { client } = await createClient();
    const { id } = await createWebhook(client);
    const before = await getWebhook(client, id);
    expect(errorOf(await patch(client, id, body)).issues).toMatchObject([{ path }]);
    expect(await getWebhook(client, id)).toEqual(before);
  });

  it("turns one on again that we had switched off, with a clean record", async () => {
    const { client } = await createClient();
    const { id } = await createHeldWebhook(client, stack.sql);
    await client.issue();
    expect(await settleWaiting(stack.sql, id, { outcome: "gone", statusCode: 410 })).toBe(1);
    expect(await getWebhook(client, id)).toMatchObject({ active: false, disabled_reason: "gone" });
    expect(await patch(client, id, { url: "https://new.example.com/" })).toMatchObject({ status: 200 });
    expect(await getWebhook(client, id)).toMatchObject({ active: false, disabled_reason: "gone" });
    const on = dataOf(await patch(client, id, { active: true }), contract.webhookRead).webhook;
    expect(on).toMatchObject({ active: true, disabled_reason: null, disabled_at: null, failing_since: null });
  });

  it("ends no pause and no count of failures of one that is on, unless it leads elsewhere", async () => {
    const { client } = await createClient();
    const { id, url } = await createHeldWebhook(client, stack.sql);
    await client.issue();
    await settleWaiting(stack.sql, id, { outcome: "failed", statusCode: 500 });
    await stack.sql`update attestry.webhook_endpoints set slow_streak = 3 where id = ${id}`;
    const recordOf = async () => {
      const [record] = await stack.sql`
        select failing_since::text as failing, slow_streak as streak, paused_until::text as paused
        from attestry.webhook_endpoints where id = ${id}`;
      return { ...record };
    };
    const before = await recordOf();
    expect(before).toMatchObject({ failing: expect.any(String), streak: 3, paused: expect.any(String) });
    for (const body of [{ active: true }, { url }, { active: true, url, description: "Mine" }, { active: false }]) {
      expect((await patch(client, id, body)).status).toBe(200);
      expect(await recordOf()).toEqual(before);
    }
    const clean = { failing: null, streak: 0, paused: null };
    expect((await patch(client, id, { active: true })).status).toBe(200);
    expect(await recordOf()).toEqual(clean);

    await stack.sql`update attestry.webhook_endpoints set slow_streak = 3, paused_until = 'infinity' where id = ${id}`;
    await stack.sql`update attestry.webhook_queue set due_at = now() + interval '1 hour' where endpoint_id = ${id}`;
    expect((await patch(client, id, { url: `${url}/moved` })).status).toBe(200);
    expect(await recordOf()).toEqual(clean);
    const later = await stack.sql`select from attestry.webhook_queue where endpoint_id = ${id} and due_at > now()`;
    expect(later).toHaveLength(0);
  });

  it("does not lead it to another's URL in another spelling", async () => {
    const { client } = await createClient();
    const { id } = await createWebhook(client, { url: "HTTP://LOCALHOST:1/Hook?Of=Mine" });
    const url = "http://localhost:1/Hook?Of=Mine";
    expect(await getWebhook(client, id)).toMatchObject({ url });
    const issues = [{ path: "url", message: "must not be the URL of another webhook in this environment." }];
    for (const spelling of [url, "http://LocalHost:1/Hook?Of=Mine", "http://localhost:01/./x/../Hook?Of=Mine"]) {
      expect(errorOf(await tryCreateWebhook(client, { url: spelling })).issues).toEqual(issues);
    }
    const { id: other } = await createWebhook(client, { url: "http://localhost:1/hook?of=mine" });
    expect(errorOf(await patch(client, other, { url: "hTTP://LOCALHOST:1/Hook?Of=Mine" })).issues).toEqual(issues);
  });

  it("under one key happens once", async () => {
    const { client } = await createClient();
    const { id } = await createWebhook(client);
    const headers = { "Idempotency-Key": "change-1" };
    const change = () =>
      client.request(`/v1/webhooks/${id}`, { method: "PATCH", body: { url: "https://b.example.com/" }, headers });
    const first = await change();
    await patch(client, id, { url: "https://c.example.com/" });
    const retry = await change();
    expect(retry.text).toBe(first.text);
    expect((await getWebhook(client, id)).url).toBe("https://c.example.com/");
  });
});

describe("a webhook that is deleted", () => {
  it("is gone with its deliveries, and its events stay", async () => {
    const { client } = await createClient();
    const { id } = await createHeldWebhook(client, stack.sql);
    await client.issue();
    expect((await listDeliveries(client, id)).deliveries).toHaveLength(1);
    const headers = { "Idempotency-Key": "delete-1" };
    const first = await remove(client, id, headers);
    expect(first.body).toMatchObject({ data: { environment: "sandbox", webhook: { id, deleted: true } } });
    expect((await remove(client, id, headers)).text).toBe(first.text);
    expect(errorOf(await remove(client, id)).code).toBe("WEBHOOK_NOT_FOUND");
    expect(errorOf(await client.request(`/v1/webhooks/${id}`)).code).toBe("WEBHOOK_NOT_FOUND");
    const [kept] = await stack.sql`select sealed_secret from attestry.webhook_endpoints where id = ${id}`;
    expect(kept).toEqual({ sealed_secret: "" });
    for (let more = true; more; ) {
      const [row] = await stack.sql`select (api.clear_webhooks('{"limit":100}') ->> 'hasMore')::boolean as more`;
      more = Boolean(row?.more);
    }
    const left = await stack.sql`
      select from attestry.webhook_deliveries where endpoint_id = ${id}
      union all
      select from attestry.webhook_endpoints where id = ${id}`;
    expect(left).toHaveLength(0);
    expect((await listEvents(client)).events).toHaveLength(1);
  });

  it("while certificates are issued hinders none of them", () => invariants.requireDeletionHindersNoIssue(stack));
});

describe("a rotation of the secret", () => {
  const code = async (client: ApiClient, id: string, body: unknown) =>
    errorOf(await post(client, `/v1/webhooks/${id}/rotate-secret`, body)).code;
  const keys = parseSealingKeys(stack.webhookSealingKeys);

  async function secretsOf(organizationId: string, webhookId: string) {
    const row = await rowOf(webhookId);
    const owner = { organizationId, environment: "sandbox", webhookId } as const;
    const open = async (sealed: unknown) => (sealed === null ? null : unsealWebhookSecret(await keys, owner, String(sealed)));
    return [await open(row.sealed_secret), await open(row.sealed_previous_secret)];
  }

  it("without a body makes a new secret, and keeps the old one for a day", async () => {
    const { organization, client } = await createClient();
    const { id, signingSecret } = await createWebhook(client);
    const rotated = await rotate(client, id);
    expect(rotated.signingSecret).not.toBe(signingSecret);
    expect(await secretsOf(organization.id, id)).toEqual([rotated.signingSecret, signingSecret]);
    const seconds = (Date.parse(rotated.webhook.previous_secret_until ?? "") - Date.parse(rotated.webhook.updated_at)) / 1000;
    expect(seconds).toBe(86_400);
  });

  it("waits for the end of the one before it, unless it is forced; then the newer of two secrets stays", async () => {
    const { organization, client } = await createClient();
    const { id } = await createWebhook(client);
    const first = await rotate(client, id, { overlapSeconds: 60 });
    const refusal = errorOf(await post(client, `/v1/webhooks/${id}/rotate-secret`, {}));
    expect(refusal.code).toBe("ROTATION_UNDER_WAY");
    expect(refusal.message).toContain(String(first.webhook.previous_secret_until));
    const forced = await rotate(client, id, { force: true, overlapSeconds: 60 });
    expect(await secretsOf(organization.id, id)).toEqual([forced.signingSecret, first.signingSecret]);

    await stack.sql`update attestry.webhook_endpoints set previous_secret_until = now() where id = ${id}`;
    expect((await getWebhook(client, id)).previous_secret_until).toBeNull();
    const next = await rotate(client, id, { overlapSeconds: 0 });
    expect(await secretsOf(organization.id, id)).toEqual([next.signingSecret, null]);
    expect(next.webhook.previous_secret_until).toBeNull();
    expect((await rotate(client, id)).signingSecret).not.toBe(next.signingSecret);
  });

  it("takes an overlap of a day at most", async () => {
    const { client } = await createClient();
    const { id } = await createWebhook(client);
    for (const overlapSeconds of [-1, 86_401, 1.5, "60"])
      expect(await code(client, id, { overlapSeconds })).toBe("VALIDATION_ERROR");
    expect(await code(client, id, { secret: "mine" })).toBe("VALIDATION_ERROR");
  });

  it("under one key happens once, and each caller is shown the same secret", async () => {
    const { organization, client } = await createClient();
    const { id } = await createWebhook(client);
    const answers = await meet(stack.sql, organization, 4, () =>
      post(client, `/v1/webhooks/${id}/rotate-secret`, {}, { "Idempotency-Key": "rotate-1" }),
    );
    requireOutcomes(answers, { 200: 4 }, "every caller is answered 200");
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await secretsOf(organization.id, id)).toContain(dataOf(answers[0] ?? never(), contract.webhookRotation).signingSecret);
  });

  it("of concurrent ones without a key one is made", async () => {
    const { organization, client } = await createClient();
    const { id } = await createWebhook(client);
    const answers = await meet(stack.sql, organization, 4, () => post(client, `/v1/webhooks/${id}/rotate-secret`, {}));
    requireOutcomes(answers, { 200: 1, ROTATION_UNDER_WAY: 3 }, "one caller rotates");
  });
});

function never(): never {
  throw new Error("There is no answer.");
}
