import { allScopes, createApiKey as drawApiKey, type Scope } from "@attestry/certificate/api-key";
import type { Sql } from "postgres";
import { z } from "zod";

export type NewApiKey = {
  organizationId: string;
  environment: "sandbox" | "live";
  name: string;
  scopes?: readonly Scope[];
  expiresAt?: string | null;
};

const Created = z.object({ id: z.guid() });

/** The secret is in this answer and nowhere else: the database keeps its hash. */
export async function createApiKey(sql: Sql, key: NewApiKey): Promise<{ id: string; secret: string }> {
  const { secret, hash, lastFour } = drawApiKey(key.environment);
  const input = { scopes: allScopes, expiresAt: null, ...key, keyHash: hash, lastFour };
  const [row] = await sql`select admin.create_api_key(${JSON.stringify(input)}::text::jsonb) as created`;
  return { id: Created.parse(row?.created).id, secret };
}

export async function listApiKeys(sql: Sql, organizationId: string) {
  const rows = await sql`
    select id, environment, name, prefix || '…' || last_four as key, array_to_string(scopes, ' ') as scopes,
      last_used_at, expires_at, revoked_at
    from attestry.api_keys
    where organization_id = ${organizationId}
    order by environment, created_at`;
  return rows.map((row) => ({ ...row }));
}

/** The old key works on for `overlapSeconds` (86,400 at most). The successor has its name, scopes and environment. */
export async function rotateApiKey(sql: Sql, keyId: string, overlapSeconds: number): Promise<{ id: string; secret: string }> {
  const [old] = await sql`select environment from attestry.api_keys where id = ${keyId}`;
  if (!old) throw new Error("There is no such key.");
  const { secret, hash, lastFour } = drawApiKey(z.enum(["sandbox", "live"]).parse(old.environment));
  const input = { keyId, keyHash: hash, lastFour, overlapSeconds };
  const [row] = await sql`select admin.rotate_api_key(${JSON.stringify(input)}::text::jsonb) as created`;
  return { id: Created.parse(row?.created).id, secret };
}

/** Takes effect on the next request. */
export async function revokeApiKey(sql: Sql, keyId: string): Promise<void> {
  await sql`select admin.revoke_api_key(${JSON.stringify({ keyId })}::text::jsonb)`;
}
