import { ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { createWebhook } from "@attestry/scripts/testing/webhook-calls";
import { startWebhookReceiver } from "@attestry/scripts/testing/webhook-receiver";
import { expect, it } from "vitest";

const own = useOwnStack({ dispatches: true, sweeps: false });

it("what changes is told by the bell that the API rings, without any clock", async () => {
  const receiver = await startWebhookReceiver({ secrets: new Map(), decide: () => null });
  try {
    const organization = await createTestOrganization(own().sql);
    const client = new ApiClient(own().apiUrl, organization.sandbox.secret);
    const { id } = await createWebhook(client, { url: `${receiver.url}/bell`, events: ["certificate.issued"] });
    await client.issue();
    await expect.poll(() => receiver.received.length, { timeout: 60_000 }).toBe(1);
    await client.request(`/v1/webhooks/${id}/test`, { method: "POST" });
    await expect.poll(() => receiver.received.length, { timeout: 60_000 }).toBe(2);
  } finally {
    await receiver.stop();
  }
});
