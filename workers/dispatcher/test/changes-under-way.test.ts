import { ApiClient } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { issueTestCertificates } from "@attestry/scripts/testing/make-webhook";
import { TestDispatcher } from "@attestry/scripts/testing/test-dispatcher";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { createWebhook, dataOf } from "@attestry/scripts/testing/webhook-calls";
import { type Failure, startWebhookReceiver, type WebhookReceiver } from "@attestry/scripts/testing/webhook-receiver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const own = useOwnStack({ jobsProcesses: 0 });
const secrets = new Map<string, string>();
// By path: how the first requests are answered, in the order in which they come, and how all after them.
const plans = new Map<string, { first: Failure[]; rest: Failure | null }>();
const waitingCount = 12;
// What the guide promises is five seconds; what was claimed before a change is begun for three.
const boundMilliseconds = 4000;
let receiver: WebhookReceiver;
let dispatcher: TestDispatcher;

beforeAll(async () => {
  receiver = await startWebhookReceiver({
    secrets,
    decide: ({ path }) => {
      const plan = plans.get(path);
      return plan?.first.shift() ?? plan?.rest ?? null;
    },
  });
  dispatcher = new TestDispatcher(own(), {
    WEBHOOK_SEALING_KEYS: own().webhookSealingKeys,
    WEBHOOKS_ALLOW_LOCAL: "true",
    WORK_SECONDS: "40",
  });
  await dispatcher.start();
});
afterAll(async () => {
  await dispatcher.stop();
  await receiver.stop();
});

const sentTo = (path: string) => receiver.received.filter((request) => request.path === path);

/** A webhook for which twelve events wait, as one call begins to send them. */
async function send(path: string, plan: { first: Failure[]; rest: Failure | null }) {
  plans.set(path, plan);
  const organization = await createTestOrganization(own().sql);
  const client = new ApiClient(own().apiUrl, organization.sandbox.secret);
  const { id, signingSecret } = await createWebhook(client, { url: receiver.url + path, events: ["certificate.issued"] });
  secrets.set(path, signingSecret);
  await issueTestCertificates(own().sql, organization, waitingCount);
  const called = dispatcher.ring();
  await expect.poll(() => sentTo(path).length, { timeout: 60_000, interval: 10 }).toBeGreaterThan(0);
  return { client, id, called };
}

const late = { first: [], rest: "late" } as const;

describe("while events wait and their receiver is slow, within four seconds", () => {
  it.each([
    ["its deletion", "/deleted", { method: "DELETE" }],
    ["switching it off", "/off", { method: "PATCH", body: { active: false } }],
    ["another URL", "/left", { method: "PATCH", body: { url: "http://127.0.0.1:1/elsewhere" } }],
  ])("%s is the end of what is sent there", async (_, path, change) => {
    const { client, id, called } = await send(path, { ...late, first: [] });
    expect((await client.request(`/v1/webhooks/${id}`, change)).status).toBe(200);
    const changedAt = Date.now();
    await called;
    expect(sentTo(path).filter(({ at }) => at > changedAt + boundMilliseconds)).toEqual([]);
    expect(sentTo(path).length).toBeLessThan(waitingCount / 2 + 1);
  });

  it("a secret that was replaced without an overlap signs nothing more, and all that waits is sent", async () => {
    const { client, id, called } = await send("/replaced", { ...late, first: [] });
    const path = `/v1/webhooks/${id}/rotate-secret`;
    const rotated = await client.request(path, { method: "POST", body: { overlapSeconds: 0 } });
    const changedAt = Date.now();
    secrets.set("/replaced", dataOf(rotated, contract.webhookRotation).signingSecret);
    await called;
    const later = sentTo("/replaced").filter(({ at }) => at > changedAt + boundMilliseconds);
    expect(later.filter(({ isSigned }) => !isSigned)).toEqual([]);
    expect(later.length).toBeGreaterThan(2);
    expect(new Set(sentTo("/replaced").map((request) => request.id)).size).toBe(waitingCount);
    expect(sentTo("/replaced")).toHaveLength(waitingCount);
  });
});

it.each([
  ["410", "/gone"],
  ["503", "/busy"],
] as const)("after a %s, with a Retry-After or for ever, no other event is sent", async (status, path) => {
  const { client, id, called } = await send(path, { first: [status, "late"], rest: null });
  await called;
  expect(sentTo(path).length).toBeLessThanOrEqual(2);
  const { webhook } = dataOf(await client.request(`/v1/webhooks/${id}`), contract.webhookRead);
  expect(webhook).toMatchObject(
    status === "410" ? { active: false } : { active: true, paused_until: expect.any(String), failing_since: null },
  );
});

it("a secret that was replaced signs no more once its overlap is over", async () => {
  const { client, id, called } = await send("/over", { first: [], rest: null });
  await called;
  await client.request(`/v1/webhooks/${id}/rotate-secret`, { method: "POST", body: {} });
  const sendOne = async () => {
    await client.request(`/v1/webhooks/${id}/test`, { method: "POST" });
    await dispatcher.ring();
    return sentTo("/over").at(-1);
  };
  const within = await sendOne();
  expect([within?.signature.split(" ").length, within?.isSigned]).toEqual([2, true]);
  await own().sql`update attestry.webhook_endpoints set previous_secret_until = now() where id = ${id}`;
  const after = await sendOne();
  expect([after?.signature.split(" ").length, after?.isSigned]).toEqual([1, false]);
});
