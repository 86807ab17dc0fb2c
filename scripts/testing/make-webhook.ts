// Webhooks and events for tests, made where the API makes them: in the database. For tests and benchmarks of the dispatcher, which need secrets
// sealed with keys of their own, URLs that the API refuses, or thousands of events. Where an ApiClient is at hand, take webhook-calls.ts.
import { randomUUID } from "node:crypto";
import { parseSealingKeys } from "@attestry/certificate/seal";
import { createWebhookSecret, sealWebhookSecret } from "@attestry/webhooks/webhook-secret";
import type { Sql } from "postgres";
import { makeCertificate, template } from "../bench/make-certificate.ts";
import type { TestOrganization } from "./test-organization.ts";

export type TestWebhook = { id: string; secret: string };

/** An endpoint of the sandbox. */
export async function createTestWebhook(
  sql: Sql,
  organization: TestOrganization,
  sealingKeys: string,
  { url, events = ["certificate.issued"] }: { url: string; events?: string[] },
): Promise<TestWebhook> {
  const { id, secret, sealedSecret } = await makeSecret(organization, sealingKeys);
  const rest = { requestId: "req_test", idempotency: null, url, description: "", events, sealedSecret };
  const input = { keyHash: organization.sandbox.hash, id, ...rest };
  await sql`select api.create_webhook(${JSON.stringify(input)}::text::jsonb)`;
  return { id, secret };
}

/** More than there may be, at URLs that are refused: as if they had been stored all the same. */
export async function forceTestWebhooks(
  sql: Sql,
  organization: TestOrganization,
  sealingKeys: string,
  urls: string[],
): Promise<void> {
  const made = await Promise.all(urls.map(() => makeSecret(organization, sealingKeys)));
  await sql`
    insert into attestry.webhook_endpoints (id, organization_id, environment, url, events, sealed_secret, created_by)
    select made.id, ${organization.id}, 'sandbox', made.url, array['certificate.issued'], made.sealed, ${organization.sandbox.id}
    from unnest(
      ${made.map(({ id }) => id)}::uuid[], ${urls}::text[], ${made.map(({ sealedSecret }) => sealedSecret)}::text[]
    ) as made (id, url, sealed)`;
}

async function makeSecret(organization: TestOrganization, sealingKeys: string) {
  const id = randomUUID();
  const secret = createWebhookSecret();
  const owner = { organizationId: organization.id, environment: "sandbox", webhookId: id } as const;
  return { id, secret, sealedSecret: await sealWebhookSecret(await parseSealingKeys(sealingKeys), owner, secret) };
}

const mostInCall = 100;

/** Certificates of the sandbox without PDFs, each with its event. */
export async function issueTestCertificates(sql: Sql, organization: TestOrganization, count: number): Promise<void> {
  for (let left = count; left > 0; left -= mostInCall) {
    const certificates = Array.from({ length: Math.min(left, mostInCall) }, () =>
      makeCertificate({ ...organization, environment: "sandbox" }),
    );
    const input = { keyHash: organization.sandbox.hash, requestId: "req_test", idempotency: null, template, certificates };
    await sql`select api.commit_certificates(${JSON.stringify(input)}::text::jsonb)`;
  }
}
