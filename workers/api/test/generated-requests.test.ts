import { ApiClient } from "@attestry/scripts/testing/api-client";
import { replayRead } from "@attestry/scripts/testing/contract";
import { arbitraryRequest } from "@attestry/scripts/testing/generate-requests";
import { times } from "@attestry/scripts/testing/race";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { createHeldWebhook, dataOf, listDeliveries } from "@attestry/scripts/testing/webhook-calls";
import * as fc from "fast-check";
import { expect, it } from "vitest";

const stack = useStack();
const requestCount = 5000;
// What these answer is a file, of which the contract says nothing.
const fileAddress = /^\/v1\/(?:files|pictures)\/|\/png(?:\?|$)/;
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

it(`none of ${requestCount} generated requests is answered with a 500 or against the contract (FUZZ_SEED=${seed})`, async () => {
  const organization = await createTestOrganization(stack.sql, { rateLimitPerMinute: 100_000 });
  const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  const ids: string[] = [];
  for (let i = 0; i < 10; i++) ids.push((await client.issue()).certificateId);

  const webhooks = await plantWebhooks(client);
  const requests = fc.sample(arbitraryRequest({ other: ids, ...webhooks }), { numRuns: requestCount, seed });
  const seen = new Map<number, number>();
  const failures: string[] = [];
  const send = async ({ method, path, headers, body }: (typeof requests)[number]) => {
    try {
      const request = { method, headers, ...(body !== undefined && { rawBody: body }) };
      const isFile = fileAddress.test(path) || path.endsWith("/preview");
      const { status } = await (isFile ? client.download(path, request) : client.request(path, request));
      seen.set(status, (seen.get(status) ?? 0) + 1);
      if (status >= 500) failures.push(`${status} ${method} ${path} ${body}`);
    } catch (error) {
      failures.push(`${error} ${method} ${path} ${body}`);
    }
  };
  const queue = requests.values();
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (const request of queue) await send(request);
    }),
  );

  expect(failures.slice(0, 5).map((failure) => failure.slice(0, 1500))).toEqual([]);
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(requestCount);
  // A generator that only made nonsense, or only sense, would prove little.
  for (const status of [200, 201, 400, 403, 404, 409])
    expect(seen.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(10);
});

/** Webhooks with what hangs on them, and others that requests may delete. */
async function plantWebhooks(client: ApiClient) {
  const ids = { webhookId: await times(3, createOne), deleted: await times(3, createOne) };
  await times(2, () => client.issue());
  const body = { since: "2026-01-01T00:00:00Z" };
  const started = await Promise.all(
    ids.webhookId.map((id) => client.request(`/v1/webhooks/${id}/replay`, { method: "POST", body })),
  );
  const lists = await Promise.all(ids.webhookId.map((id) => listDeliveries(client, id)));
  const deliveries = lists.flatMap((list) => list.deliveries);
  return {
    ...ids,
    replayId: started.map((answer) => dataOf(answer, replayRead).replay.id),
    deliveryId: deliveries.map(({ id }) => id),
    eventId: deliveries.map((delivery) => delivery.event_id),
  };

  async function createOne(): Promise<string> {
    return (await createHeldWebhook(client, stack.sql)).id;
  }
}
