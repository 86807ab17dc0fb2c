import { ApiClient, batchOf } from "@attestry/scripts/testing/api-client";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { type Failure, startWebhookReceiver, type WebhookReceiver } from "@attestry/scripts/testing/webhook-receiver";
import { eventTypes } from "@attestry/webhooks/event-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const own = useOwnStack({ dispatches: true });
const secrets = new Map<string, string>();
const plans = new Map<string, (Failure | null)[]>();
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver({ secrets, decide: ({ path, count }) => plans.get(path)?.[count - 1] ?? null });
});
afterAll(() => receiver.stop());

const Created = z.object({ data: z.object({ webhook: z.object({ id: z.string() }), signingSecret: z.string() }) });

async function listen(path: string, events: string[], plan: (Failure | null)[] = []) {
  const organization = await createTestOrganization(own().sql, { credits: 1000 });
  const client = new ApiClient(own().apiUrl, organization.sandbox.secret);
  plans.set(path, plan);
  const answer = await client.request("/v1/webhooks", { method: "POST", body: { url: receiver.url + path, events } });
  const { webhook, signingSecret } = Created.parse(answer.body).data;
  secrets.set(path, signingSecret);
  return { organization, client, id: webhook.id };
}

const sentTo = (path: string) => receiver.received.filter((request) => request.path === path);

async function waitForRequests(path: string, count: number) {
  await expect.poll(() => sentTo(path).length, { timeout: 120_000, interval: 50 }).toBeGreaterThanOrEqual(count);
  return sentTo(path);
}

const Deliveries = z.object({
  data: z.object({
    deliveries: z.array(
      z.object({
        id: z.string(),
        status: z.string(),
        attempts: z.array(
          z.object({ status_code: z.number().nullable(), error: z.string().nullable(), response: z.string().nullable() }),
        ),
      }),
    ),
  }),
});

const readDeliveries = async (client: ApiClient, id: string) =>
  Deliveries.parse((await client.request(`/v1/webhooks/${id}/deliveries`)).body).data.deliveries;

describe("an event", () => {
  it("arrives within seconds of the change, signed, as its type says, and is recorded", async () => {
    const { client, id } = await listen("/arrives", ["certificate.issued", "certificate.revoked"]);
    const { certificateId } = await client.issue();
    await waitForRequests("/arrives", 1);
    await client.revoke(certificateId, { reason: "A mistake" });
    const [issued, revoked] = await waitForRequests("/arrives", 2);
    expect([issued?.isSigned, revoked?.isSigned]).toEqual([true, true]);
    const events = [issued, revoked].map((request) => JSON.parse(request?.body ?? ""));
    expect(events.map(({ type, sequence, environment }) => [type, sequence, environment])).toEqual([
      ["certificate.issued", 1, "sandbox"],
      ["certificate.revoked", 2, "sandbox"],
    ]);
    eventTypes["certificate.issued"].data.parse(events[0].data);
    eventTypes["certificate.revoked"].data.parse(events[1].data);
    expect(events[1].data).toMatchObject({ certificateId, reason: "A mistake" });
    await expect
      .poll(async () => (await readDeliveries(client, id)).map(({ status }) => status))
      .toEqual(["delivered", "delivered"]);
  });

  it("of a batch arrives for each of its certificates, and once for its end", async () => {
    const { client } = await listen("/batch", ["certificate.issued", "batch.completed"]);
    const { id } = batchOf(await client.tryBulkCsv(makeBatchFile(120, "HOOK", 1)));
    const requests = await waitForRequests("/batch", 121);
    const types = Map.groupBy(requests, ({ body }) => JSON.parse(body).type);
    expect(types.get("certificate.issued")).toHaveLength(120);
    const [ended] = types.get("batch.completed") ?? [];
    expect(JSON.parse(ended?.body ?? "").data).toMatchObject({ batchId: id, issuedCount: 120 });
    for (const { body } of requests) expect(body.length).toBeLessThan(20_000);
  });

  it("comes again after a failure, under the same id with a fresh timestamp", async () => {
    const { client, id } = await listen("/again", ["certificate.issued"], ["500"]);
    await client.issue();
    const [first, second] = await waitForRequests("/again", 2);
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect(Number(second?.timestamp)).toBeGreaterThanOrEqual(Number(first?.timestamp) + 5);
    expect([first?.isSigned, second?.isSigned]).toEqual([true, true]);
    await expect.poll(async () => (await readDeliveries(client, id))[0]?.status).toBe("delivered");
    expect((await readDeliveries(client, id))[0]?.attempts).toEqual([
      expect.objectContaining({ status_code: 500, error: "http_status", response: "Out of order." }),
      expect.objectContaining({ status_code: 204, error: null }),
    ]);
  });

  it("goes to no endpoint that answered 410", async () => {
    const { client, id } = await listen("/gone", ["certificate.issued"], ["410", "410"]);
    await client.issue();
    await waitForRequests("/gone", 1);
    const read = async () =>
      z.object({ data: z.object({ webhook: z.looseObject({}) }) }).parse((await client.request(`/v1/webhooks/${id}`)).body);
    await expect.poll(async () => (await read()).data.webhook.disabled_reason).toBe("gone");
    await client.issue();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect(sentTo("/gone")).toHaveLength(1);
  });

  it("of a test arrives, whatever the endpoint listens to", async () => {
    const { client, id } = await listen("/test", ["batch.completed"]);
    expect((await client.request(`/v1/webhooks/${id}/test`, { method: "POST" })).status).toBe(202);
    const [request] = await waitForRequests("/test", 1);
    expect(JSON.parse(request?.body ?? "")).toMatchObject({ type: "webhook.test", data: { webhookId: id } });
    expect(request?.isSigned).toBe(true);
  });

  it("keeps the newest 32 attempts, however often it is replayed", async () => {
    const { client, id } = await listen("/often", ["certificate.issued"]);
    await client.issue();
    await waitForRequests("/often", 1);
    await expect.poll(async () => (await readDeliveries(client, id))[0]?.status).toBe("delivered");
    await own().sql`
      update attestry.webhook_deliveries
      set attempt_count = 31,
          attempts = (select jsonb_agg(jsonb_set(attempts -> 0, '{number}', to_jsonb(n))) from generate_series(1, 31) as n)
      where endpoint_id = ${id}`;
    for (const count of [2, 3]) {
      const [delivery] = await readDeliveries(client, id);
      await client.request(`/v1/webhooks/${id}/deliveries/${delivery?.id}/replay`, { method: "POST" });
      await waitForRequests("/often", count);
      await expect.poll(async () => (await readDeliveries(client, id))[0]?.status).toBe("delivered");
    }
    const [row] = await own().sql`
      select attempt_count, attempts -> 0 -> 'number' as first, jsonb_array_length(attempts) as kept
      from attestry.webhook_deliveries where endpoint_id = ${id}`;
    expect({ ...row }).toEqual({ attempt_count: 33, first: 2, kept: 32 });
  });

  it("is sent once more when its delivery is replayed, and all of a time span when that is", async () => {
    const { client, id } = await listen("/replay", ["certificate.issued"]);
    const since = new Date(Date.now() - 60_000).toISOString();
    for (let n = 0; n < 3; n++) await client.issue();
    await waitForRequests("/replay", 3);
    await expect
      .poll(async () => (await readDeliveries(client, id)).map(({ status }) => status))
      .toEqual(Array(3).fill("delivered"));
    const [delivery] = await readDeliveries(client, id);
    expect((await client.request(`/v1/webhooks/${id}/deliveries/${delivery?.id}/replay`, { method: "POST" })).status).toBe(202);
    await waitForRequests("/replay", 4);
    await expect
      .poll(async () => (await readDeliveries(client, id)).map(({ status }) => status))
      .toEqual(Array(3).fill("delivered"));
    expect((await client.request(`/v1/webhooks/${id}/replay`, { method: "POST", body: { since } })).status).toBe(202);
    const requests = await waitForRequests("/replay", 7);
    expect(new Set(requests.map(({ id: event }) => event)).size).toBe(3);
  });
});

it("a secret that was rotated signs beside the new one, so that a receiver that knows either is served", async () => {
  const { client, id } = await listen("/rotated", ["certificate.issued"]);
  const rotated = await client.request(`/v1/webhooks/${id}/rotate-secret`, { method: "POST", body: {} });
  expect(rotated.status).toBe(200);
  await client.issue();
  const [withOld] = await waitForRequests("/rotated", 1);
  expect(withOld?.isSigned).toBe(true);
  secrets.set("/rotated", z.object({ data: z.object({ signingSecret: z.string() }) }).parse(rotated.body).data.signingSecret);
  await client.issue();
  const [, withNew] = await waitForRequests("/rotated", 2);
  expect(withNew?.isSigned).toBe(true);
});
