import { randomBytes } from "node:crypto";
import { parseApiKey, type Scope } from "@attestry/certificate/api-key";
import type { Sql } from "postgres";
import { createApiKey } from "../admin/api-keys.ts";
import { createOrganization, grantCredits } from "../admin/organizations.ts";

export type TestKey = { id: string; secret: string; hash: string };
export type TestOrganization = { id: string; slug: string; name: string; sandbox: TestKey; live: TestKey };

export type TestOrganizationOptions = { credits?: number; rateLimitPerMinute?: number; isPrimary?: boolean };

/** A fresh organization with a key for each environment, so that no test meets another's rows. */
export async function createTestOrganization(sql: Sql, options: TestOrganizationOptions = {}): Promise<TestOrganization> {
  const { credits = 0, rateLimitPerMinute = 100_000, isPrimary = false } = options;
  const slug = `test-${randomBytes(6).toString("hex")}`;
  const name = `Test ${slug.slice(5)}`;
  const limits = { sandboxRateLimitPerMinute: rateLimitPerMinute, liveRateLimitPerMinute: rateLimitPerMinute };
  const id = await createOrganization(sql, { slug, name, certificatePrefix: "TST", isPrimary, ...limits });
  if (credits > 0) await grantCredits(sql, { organizationId: id, amount: credits, note: "test" });
  const [sandbox, live] = await Promise.all([createTestKey(sql, id, "sandbox"), createTestKey(sql, id, "live")]);
  return { id, slug, name, sandbox, live };
}

export async function createTestKey(
  sql: Sql,
  organizationId: string,
  environment: "sandbox" | "live",
  options: { scopes?: readonly Scope[]; expiresAt?: string } = {},
): Promise<TestKey> {
  const { id, secret } = await createApiKey(sql, { organizationId, environment, name: "test", ...options });
  return { id, secret, hash: hashOf(secret) };
}

export function hashOf(secret: string): string {
  const key = parseApiKey(secret);
  if (!key) throw new Error("This is no API key.");
  return key.hash;
}
