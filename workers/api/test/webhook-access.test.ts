import { createApiKey } from "@attestry/certificate/api-key";
import { type Answer, ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { createTestKey, createTestOrganization, type TestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { aWebhook, createHeldWebhook, listDeliveries, listEvents } from "@attestry/scripts/testing/webhook-calls";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
let owner: TestOrganization;
let ids: { webhook: string; delivery: string; event: string; replay: string };

const since = "2026-01-01T00:00:00.000Z";

beforeAll(async () => {
  owner = await createTestOrganization(stack.sql);
  const client = new ApiClient(stack.apiUrl, owner.sandbox.secret);
  const { id: webhook } = await createHeldWebhook(client, stack.sql);
  await client.issue();
  const [delivery] = (await listDeliveries(client, webhook)).deliveries;
  const [event] = (await listEvents(client)).events;
  const started = await client.request(`/v1/webhooks/${webhook}/replay`, { method: "POST", body: { since } });
  const replay = String(JSON.parse(started.text).data.replay.id);
  ids = { webhook, delivery: delivery?.id ?? "", event: event?.id ?? "", replay };
});

type Call = [method: string, path: string, scope: "webhooks.read" | "webhooks.write", body?: unknown];

const byId: Call[] = [
  ["GET", "/v1/webhooks/{webhook}", "webhooks.read"],
  ["PATCH", "/v1/webhooks/{webhook}", "webhooks.write", { active: true }],
  ["PATCH", "/v1/webhooks/{webhook}", "webhooks.write", { url: aWebhook.url }],
  ["POST", "/v1/webhooks/{webhook}/rotate-secret", "webhooks.write", { force: true }],
  ["POST", "/v1/webhooks/{webhook}/test", "webhooks.write"],
  ["GET", "/v1/webhooks/{webhook}/deliveries", "webhooks.read"],
  ["POST", "/v1/webhooks/{webhook}/deliveries/{delivery}/replay", "webhooks.write"],
  ["POST", "/v1/webhooks/{webhook}/replay", "webhooks.write", { since }],
  ["GET", "/v1/webhooks/{webhook}/replays/{replay}", "webhooks.read"],
  ["GET", "/v1/webhooks/{webhook}/statistics", "webhooks.read"],
  ["GET", "/v1/events/{event}", "webhooks.read"],
  ["DELETE", "/v1/webhooks/{webhook}", "webhooks.write"],
];

const others: Call[] = [
  ["GET", "/v1/webhooks", "webhooks.read"],
  ["POST", "/v1/webhooks", "webhooks.write", aWebhook],
  ["GET", "/v1/event-types", "webhooks.read"],
  ["GET", "/v1/events", "webhooks.read"],
];

const scopes = ["certificates.read", "certificates.write", "templates.write", "webhooks.read", "webhooks.write"] as const;

function send(client: ApiClient, [method, path, , body]: Call, named: typeof ids): Promise<Answer> {
  const filled = Object.entries(named).reduce((rest, [name, id]) => rest.replace(`{${name}}`, id), path);
  return client.request(filled, { method, ...(body !== undefined && { body }) });
}

describe.each([...byId, ...others])("%s %s", (...call) => {
  it("needs a key that is known", async () => {
    const nobody = errorOf(await send(new ApiClient(stack.apiUrl, null), call, ids));
    expect(nobody).toMatchObject({ code: "INVALID_API_KEY", message: "Missing Bearer API key." });
    const unknown = errorOf(await send(new ApiClient(stack.apiUrl, createApiKey("sandbox").secret), call, ids));
    expect(unknown).toMatchObject({ code: "INVALID_API_KEY", message: "This API key is not known." });
  });

  it("needs its scope, and no other", async () => {
    const [, , scope] = call;
    const lacking = scopes.filter((other) => other !== scope);
    const poor = await createTestKey(stack.sql, owner.id, "sandbox", { scopes: lacking });
    const refusal = errorOf(await send(new ApiClient(stack.apiUrl, poor.secret), call, ids));
    expect(refusal).toMatchObject({ code: "FORBIDDEN", message: `This API key lacks the scope ${scope}.` });
    const missing = Object.fromEntries(Object.keys(ids).map((name) => [name, crypto.randomUUID()]));
    const just = await createTestKey(stack.sql, owner.id, "sandbox", { scopes: [scope] });
    const { status } = await send(new ApiClient(stack.apiUrl, just.secret), call, { ...ids, ...missing });
    expect([200, 201, 404]).toContain(status);
  });
});

describe.each(byId)("of another organization, or in the other environment: %s %s", (...call) => {
  it("is answered like one that nobody has, and nothing is changed", async () => {
    const strangers = [(await createTestOrganization(stack.sql)).sandbox, owner.live];
    const missing = {
      webhook: crypto.randomUUID(),
      delivery: crypto.randomUUID(),
      event: crypto.randomUUID(),
      replay: crypto.randomUUID(),
    };
    const mine = new ApiClient(stack.apiUrl, owner.sandbox.secret);
    const before = await mine.request(`/v1/webhooks/${ids.webhook}`);
    for (const { secret } of strangers) {
      const stranger = new ApiClient(stack.apiUrl, secret);
      const [foreign, none] = [await send(stranger, call, ids), await send(stranger, call, missing)];
      expect(foreign.status).toBe(404);
      const strip = ({ text }: Answer) => text.replace(/req_[0-9a-z]+/, "");
      expect(strip(foreign)).toBe(strip(none));
    }
    const after = await mine.request(`/v1/webhooks/${ids.webhook}`);
    expect(after.text).toBe(before.text);
  });
});

it("what cannot be an id is answered like one that nobody has", async () => {
  const client = new ApiClient(stack.apiUrl, owner.sandbox.secret);
  for (const odd of ["nonsense", "%00", "..%2f..", "ff99b705-1db0-4b5d-894e-91347ce5364"]) {
    for (const call of byId) {
      const answer = await send(client, call, { ...ids, webhook: odd, event: odd });
      expect(errorOf(answer).code).toBe(call[1].includes("events") ? "EVENT_NOT_FOUND" : "WEBHOOK_NOT_FOUND");
    }
  }
});
