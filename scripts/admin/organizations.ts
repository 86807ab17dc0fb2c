import { createHash } from "node:crypto";
import type { Sql } from "postgres";
import { z } from "zod";
import { Refusal } from "./refusal.ts";

export type NewOrganization = {
  slug: string;
  name: string;
  certificatePrefix: string;
  isPrimary?: boolean;
  sandboxRateLimitPerMinute?: number;
  liveRateLimitPerMinute?: number;
};

/** The first organization of a deployment is its primary one unless `isPrimary` says otherwise. */
export async function createOrganization(sql: Sql, organization: NewOrganization): Promise<string> {
  const [row] = await sql`select admin.create_organization(${JSON.stringify(organization)}::text::jsonb) ->> 'id' as id`;
  return z.guid().parse(row?.id);
}

/** Throws a Refusal naming the slug when there is no such organization. */
export async function getOrganizationId(sql: Sql, slug: string): Promise<string> {
  const [row] = await sql`select id from attestry.organizations where slug = ${slug}`;
  if (!row) throw new Refusal(`There is no organization with the slug "${slug}"; \`organization list\` shows those there are.`);
  return z.guid().parse(row.id);
}

const ListedOrganization = z.object({
  slug: z.string(),
  name: z.string(),
  prefix: z.string(),
  primary: z.boolean(),
  credits: z.int(),
  certificates: z.int(),
});

export async function listOrganizations(sql: Sql) {
  const rows = await sql`
    select o.slug, o.name, o.certificate_prefix as prefix, o.is_primary as primary, t.credits,
      (select count(*)::int from attestry.certificates c where c.organization_id = o.id) as certificates
    from attestry.organizations o
    join attestry.tenants t on t.organization_id = o.id and t.environment = 'live'
    order by o.created_at, o.slug`;
  return z.array(ListedOrganization).parse(rows);
}

/** Credits are live certificates; returns the balance. */
export async function grantCredits(sql: Sql, grant: { organizationId: string; amount: number; note: string }): Promise<number> {
  const [row] = await sql`select (admin.grant_credits(${JSON.stringify(grant)}::text::jsonb) ->> 'credits')::int as credits`;
  return z.int().parse(row?.credits);
}

export type RateLimit = { organizationId: string; environment: "sandbox" | "live"; perMinute: number };

/** Requests a minute for each key of an organization in one environment. */
export async function setRateLimit(sql: Sql, limit: RateLimit): Promise<void> {
  await sql`select admin.set_rate_limit(${JSON.stringify(limit)}::text::jsonb)`;
}

/** PNG or JPEG, 300 KB at most. Throws when the bytes are neither. */
export async function setLogo(sql: Sql, organizationId: string, bytes: Uint8Array): Promise<void> {
  const logo = {
    organizationId,
    mediaType: mediaTypeOf(bytes),
    base64: Buffer.from(bytes).toString("base64"),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
  await sql`select admin.set_logo(${JSON.stringify(logo)}::text::jsonb)`;
}

/** Throws a Refusal when the bytes are neither PNG nor JPEG. */
export function mediaTypeOf(bytes: Uint8Array): "image/png" | "image/jpeg" {
  if (Buffer.from(bytes.slice(0, 8)).toString("hex") === "89504e470d0a1a0a") return "image/png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  throw new Refusal("A logo must be a PNG or JPEG file.");
}
