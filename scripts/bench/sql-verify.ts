import type { Sql } from "postgres";
import { z } from "zod";
import { sha256Hex } from "./make-certificate.ts";

const Answer = z.object({ result: z.literal("verified") });

/** Walks through the certificates in an order that has nothing to do with that of their insertion. */
export function listReferences(certificateIds: string[]): () => string {
  let position = 0;
  return () => {
    position = (position + 7919) % certificateIds.length;
    return certificateIds[position] ?? "";
  };
}

/** One call of the function, log row included. */
export async function verifyByFunction(sql: Sql, keyHash: string, reference: string): Promise<void> {
  const [row] = await sql`select api.verify_certificate(${JSON.stringify({ keyHash, reference })}::text::jsonb) as answer`;
  Answer.parse(row?.answer);
}

/** The same reads and the same log row as an application sends them: one statement after the other, in one transaction. */
export async function verifyByStatements(sql: Sql, keyHash: string, reference: string): Promise<void> {
  await sql.begin(async (transaction) => {
    const [key] = await transaction`
      select k.id, k.organization_id, k.environment, k.scopes, k.revoked_at, k.expires_at, k.last_used_at, t.rate_limit_per_minute
      from attestry.api_keys k
      join attestry.tenants t using (organization_id, environment)
      where k.key_hash = ${keyHash}`;
    if (!key || key.revoked_at !== null || !key.scopes.includes("certificates.verify")) throw new Error("The key is refused.");
    const [organization] = await transaction`
      select id, slug, name, is_primary from attestry.organizations where id = ${key.organization_id}`;
    const [certificate] = await transaction`
      select certificate_id, id, document, certificate_hash, recipient_email, pdf_sha256, revoked_at, revocation_reason, expires_at
      from attestry.certificates
      where organization_id = ${key.organization_id} and environment = ${key.environment} and certificate_id = ${reference}`;
    if (!organization || sha256Hex(certificate?.document) !== certificate?.certificate_hash)
      throw new Error("It is not verified.");
    await transaction`
      insert into attestry.verification_log (
        organization_id, environment, certificate_reference, certificate_uuid, result, source, api_key_id
      )
      values (${key.organization_id}, ${key.environment}, ${reference}, ${certificate?.id}, 'verified', 'api', ${key.id})`;
  });
}
