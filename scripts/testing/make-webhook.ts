// Webhooks and events for tests, made where the API makes them: in the database.
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
  const webhookId = randomUUID();
  const secret = createWebhookSecret();
  const owner = { organizationId: organization.id, environment: "sandbox", webhookId } as const;
  const sealedSecret = await sealWebhookSecret(await parseSealingKeys(sealingKeys), owner, secret);
  const rest = { requestId: "req_test", idempotency: null, url, description: "", events, sealedSecret };
  const input = { keyHash: organization.sandbox.hash, id: webhookId, ...rest };
  await sql`select api.create_webhook(${JSON.stringify(input)}::text::jsonb)`;
  return { id: webhookId, secret };
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
