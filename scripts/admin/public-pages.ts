import type { Sql } from "postgres";
import { z } from "zod";
import { Refusal } from "./refusal.ts";

const usualServer = "https://cloudflare-dns.com/dns-query";
const timeoutMilliseconds = 10_000;

export type Domain = { organizationId: string; domain: string };

/** The DNS record by which an organization shows that a domain is its own: whoever may write it holds the domain. */
export function toProof({ organizationId, domain }: Domain): { name: string; value: string } {
  return { name: `_attestry.${domain}`, value: `attestry-organization=${organizationId}` };
}

/** Null takes the domain away. */
export async function setDomain(sql: Sql, input: { organizationId: string; domain: string | null }): Promise<void> {
  await sql`select admin.set_domain(${JSON.stringify(input)}::text::jsonb)`;
}

/** The domain that was set, whether or not it is proven. Throws a Refusal when there is none. */
export async function getDomain(sql: Sql, organizationId: string): Promise<Domain> {
  const [row] = await sql`select domain from attestry.organizations where id = ${organizationId}`;
  const domain = z.string().nullable().parse(row?.domain);
  if (domain === null) throw new Refusal("It has no domain yet: `organization set-domain` sets one.");
  return { organizationId, domain };
}

/** Throws a Refusal when the record is not there, or DNS does not answer. */
export async function proveDomain(sql: Sql, input: Domain): Promise<void> {
  const { name, value } = toProof(input);
  if (!(await lookUpTexts(name)).includes(value)) {
    throw new Refusal(`There is no TXT record ${name} with the value ${value}. A new one may take a while to be seen.`);
  }
  const [row] = await sql`select (admin.prove_domain(${JSON.stringify(input)}::text::jsonb) ->> 'isProven')::boolean as proven`;
  if (row?.proven !== true) throw new Refusal("The domain was changed meanwhile.");
}

/** Null takes the host away. */
export async function setVerifyHost(sql: Sql, input: { organizationId: string; verifyHost: string | null }): Promise<void> {
  await sql`select admin.set_verify_host(${JSON.stringify(input)}::text::jsonb)`;
}

export async function setListed(sql: Sql, input: { organizationId: string; isListed: boolean }): Promise<void> {
  await sql`select admin.set_listed(${JSON.stringify(input)}::text::jsonb)`;
}

export async function setFilesEnd(sql: Sql, input: { organizationId: string; endsOnRevocation: boolean }): Promise<void> {
  await sql`select admin.set_files_end(${JSON.stringify(input)}::text::jsonb)`;
}

// Google's JSON form of DNS over HTTPS; 16 is TXT (RFC 1035 §3.2.2).
const txt = 16;
const Answer = z.object({ Answer: z.array(z.object({ type: z.int(), data: z.string() })).default([]) });

async function lookUpTexts(name: string): Promise<string[]> {
  const question = new URL(process.env.DNS_QUERY_URL ?? usualServer);
  question.searchParams.set("name", name);
  question.searchParams.set("type", String(txt));
  const headers = { Accept: "application/dns-json" };
  const response = await fetch(question, { headers, signal: AbortSignal.timeout(timeoutMilliseconds) }).catch(() => null);
  if (!response?.ok) throw new Refusal(`${question.host} does not answer; DNS_QUERY_URL names another server.`);
  const { Answer: records } = Answer.parse(await response.json());
  // A long text stands there in quoted pieces.
  return records.filter(({ type }) => type === txt).map(({ data }) => data.replace(/^"|"$/g, "").replaceAll('" "', ""));
}
