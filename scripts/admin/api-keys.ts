import { allScopes, createApiKey as drawApiKey, type Scope } from "@attestry/certificate/api-key";
import { Environment } from "@attestry/certificate/environment";
import type { Sql } from "postgres";
import { z } from "zod";
import { Refusal } from "./refusal.ts";

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

const ListedKey = z.object({
  id: z.guid(),
  environment: Environment,
  name: z.string(),
  key: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});

/** What may be shown of each key: `key` is its beginning and its last four characters. */
export async function listApiKeys(sql: Sql, organizationId: string) {
  const rows = await sql`
    select id, environment, name, prefix || '…' || last_four as key, scopes, created_at as "createdAt",
      last_used_at as "lastUsedAt", expires_at as "expiresAt", revoked_at as "revokedAt"
    from attestry.api_keys
    where organization_id = ${organizationId}
    order by environment, created_at`;
  return z.array(ListedKey).parse(rows);
}

const DescribedKey = z.object({
  organization: z.string(),
  environment: Environment,
  name: z.string(),
  lastFour: z.string(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type DescribedKey = z.infer<typeof DescribedKey>;

/** Throws a Refusal naming the id when there is no such key. */
export async function getApiKey(sql: Sql, keyId: string): Promise<DescribedKey> {
  const [row] = await sql`
    select o.slug as organization, k.environment, k.name, k.last_four as "lastFour",
      k.expires_at as "expiresAt", k.revoked_at as "revokedAt"
    from attestry.api_keys k
    join attestry.organizations o on o.id = k.organization_id
    where k.id = ${keyId}`;
  if (!row) throw new Refusal(`There is no key with the id ${keyId}; \`key list\` shows those there are.`);
  return DescribedKey.parse(row);
}

/** Such as: live key "CI" of acme (…x7Qz). */
export function showApiKey({ environment, name, organization, lastFour }: DescribedKey): string {
  return `${environment} key "${name}" of ${organization} (…${lastFour})`;
}

/** The old key works on for `overlapSeconds` (86,400 at most). The successor has its name, scopes and environment. */
export async function rotateApiKey(sql: Sql, keyId: string, overlapSeconds: number): Promise<{ id: string; secret: string }> {
  const { environment } = await getApiKey(sql, keyId);
  const { secret, hash, lastFour } = drawApiKey(environment);
  const input = { keyId, keyHash: hash, lastFour, overlapSeconds };
  const [row] = await sql`select admin.rotate_api_key(${JSON.stringify(input)}::text::jsonb) as created`;
  return { id: Created.parse(row?.created).id, secret };
}

/** Takes effect on the next request. */
export async function revokeApiKey(sql: Sql, keyId: string): Promise<void> {
  await sql`select admin.revoke_api_key(${JSON.stringify({ keyId })}::text::jsonb)`;
}
