import { randomBytes } from "node:crypto";
import { createTestWebhook, issueTestCertificates } from "@attestry/scripts/testing/make-webhook";
import { TestDispatcher } from "@attestry/scripts/testing/test-dispatcher";
import { createTestOrganization, type TestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { startWebhookReceiver } from "@attestry/scripts/testing/webhook-receiver";
import { expect, it } from "vitest";

const own = useOwnStack();
const sealingKeys = `1:${randomBytes(32).toString("base64")}`;

/** Organizations, each with webhooks at one host and events for each of them. */
async function crowd(
  url: string,
  { organizations, webhooks, events }: { organizations: number; webhooks: number; events: number },
) {
  for (let made = 0; made < organizations; made++) {
    const organization = await createTestOrganization(own().sql);
    for (let n = 0; n < webhooks; n++) await listen(organization, `${url}/${made}/${n}`);
    await issueTestCertificates(own().sql, organization, events);
  }
}

function listen(organization: TestOrganization, url: string) {
  return createTestWebhook(own().sql, organization, sealingKeys, { url });
}

it("of one host four deliveries are under way in a call, whoever's they are, and another host's do not wait for them", async () => {
  const { sql } = own();
  const hanging = await startWebhookReceiver({ secrets: new Map(), decide: () => "hang" });
  const healthy = await startWebhookReceiver({ secrets: new Map(), decide: () => null });
  // More than one call holds, and all of it due before what is healthy.
  await crowd(hanging.url, { organizations: 8, webhooks: 6, events: 10 });
  await crowd(healthy.url, { organizations: 1, webhooks: 2, events: 20 });
  const dispatcher = new TestDispatcher(own(), {
    WEBHOOK_SEALING_KEYS: sealingKeys,
    WEBHOOKS_ALLOW_LOCAL: "true",
    ATTEMPT_TIMEOUT_MILLISECONDS: "15000",
    // None is begun when the first have hung for as long as they may.
    WORK_SECONDS: "14",
  });
  await dispatcher.start();
  const called = dispatcher.ring();
  try {
    await expect.poll(() => healthy.received.length, { timeout: 120_000, interval: 20 }).toBe(40);
    expect({ underWay: hanging.openCount, sent: hanging.received.length }).toEqual({ underWay: 4, sent: 4 });
    await called;
    expect(hanging.mostOpen).toBe(4);
    const [left] = await sql`select count(*)::int as n from attestry.webhook_leases`;
    expect(left?.n).toBe(0);
  } finally {
    await dispatcher.stop();
    await Promise.all([hanging.stop(), healthy.stop()]);
  }
});
