import { randomUUID } from "node:crypto";
import type { NewCertificate } from "@attestry/database/commit-certificates";
import type { Sql, TransactionSql } from "postgres";
import type { TestKey } from "../testing/test-organization.ts";
import { template } from "./make-certificate.ts";

const route = "POST /v1/certificates/issue";
const requestHash = "0".repeat(64);

/** One call of the function: idempotency key, certificate, event, audit row and, in live, the credit. */
export async function commitByFunction(sql: Sql, key: TestKey, certificate: NewCertificate): Promise<void> {
  await commitWritten(sql, writeCommit(key, certificate));
}

/** The call's argument. */
export function writeCommit(key: TestKey, certificate: NewCertificate): string {
  const idempotency = { route, key: randomUUID(), requestHash };
  return JSON.stringify({ keyHash: key.hash, requestId: "req_bench", idempotency, template, certificates: [certificate] });
}

export async function commitWritten(sql: Sql, input: string): Promise<void> {
  await sql`select api.commit_certificates(${input}::text::jsonb)`;
}

/** The same rows as an application writes them: one statement after the other, in one transaction. */
export async function commitByStatements(sql: Sql, key: TestKey, certificate: NewCertificate): Promise<void> {
  await sql.begin(async (transaction) => {
    const [caller] = await transaction`
      select k.id, k.organization_id, k.environment, k.scopes, k.revoked_at, k.expires_at, k.last_used_at, t.rate_limit_per_minute
      from attestry.api_keys k
      join attestry.tenants t using (organization_id, environment)
      where k.key_hash = ${key.hash}`;
    if (!caller || caller.revoked_at !== null || !caller.scopes.includes("certificates.write"))
      throw new Error("The key is refused.");
    const { id, organization_id: owner, environment } = caller;
    const { certificateUuid, certificateId, certificateHash, issuedAt, expiresAt, pdfSha256 } = certificate;
    const answer = JSON.stringify({ certificates: [{ certificateId, certificateUuid, certificateHash, issuedAt, pdfSha256 }] });
    const claimed = await transaction`
      insert into attestry.idempotency_records (organization_id, environment, route, key, request_hash, result)
      values (${owner}, ${environment}, ${route}, ${randomUUID()}, ${requestHash}, ${answer}::text::jsonb)
      on conflict do nothing`;
    const added = await transaction`
      insert into attestry.certificates (
        id, organization_id, environment, certificate_id, template_owner_id, template_id, template_version, recipient_email,
        issued_at, expires_at, document, certificate_hash, sealed_private, pdf_sha256, pdf_size_bytes, created_by
      )
      values (
        ${certificateUuid}, ${owner}, ${environment}, ${certificateId}, ${template.ownerId}, ${template.id},
        ${template.version}, ${certificate.recipientEmail}, ${issuedAt}, ${expiresAt}, ${certificate.document},
        ${certificateHash}, ${certificate.sealedPrivate}, ${pdfSha256}, ${certificate.pdfSizeBytes}, ${id}
      )
      on conflict on constraint certificates_certificate_id_key do nothing`;
    if (claimed.count !== 1 || added.count !== 1) throw new Error("It exists already.");
    await transaction`
      insert into attestry.events (organization_id, environment, type, certificate_uuid, sequence)
      values (${owner}, ${environment}, 'certificate.issued', ${certificateUuid}, 1)`;
    await transaction`
      insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
      values (${owner}, ${environment}, ${id}, 'certificate.issue', ${certificateId}, 'req_bench')`;
    if (environment === "live") await spendCredit(transaction, owner);
  });
}

async function spendCredit(transaction: TransactionSql, owner: string): Promise<void> {
  const [tenant] = await transaction`
    update attestry.tenants set credits = credits - 1
    where organization_id = ${owner} and environment = 'live' and credits >= 1
    returning credits`;
  if (!tenant) throw new Error("There is no credit left.");
  await transaction`
    insert into attestry.credit_ledger (organization_id, environment, kind, amount, balance_after, request_id)
    values (${owner}, 'live', 'spent', 1, ${tenant.credits}, 'req_bench')`;
}
