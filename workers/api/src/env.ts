import { z } from "zod";
import type { Bindings } from "./bindings.ts";

const BaseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));

/** The Worker's variables and secrets, as wrangler.toml and the deploy name them. */
const Variables = z
  .object({
    SANDBOX_API_URL: BaseUrl,
    LIVE_API_URL: BaseUrl,
    SANDBOX_VERIFY_URL: BaseUrl,
    LIVE_VERIFY_URL: BaseUrl,
    DOCS_URL: BaseUrl,
    ADDRESS_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive(),
    SUPABASE_URL: BaseUrl,
    SUPABASE_SECRET_KEY: z.string().min(1),
    LINK_SIGNING_KEY: z.string().min(32),
    SEALING_KEYS: z.string().min(1),
    WEBHOOK_SEALING_KEYS: z.string().min(1),
    /** True on a developer's machine alone: webhooks may then be sent to the machine itself. */
    WEBHOOKS_ALLOW_LOCAL: z.stringbool().default(false),
    DNS_QUERY_URL: z.url({ protocol: /^https?$/ }),
  })
  .refine((urls) => urls.SANDBOX_VERIFY_URL !== urls.LIVE_VERIFY_URL, "SANDBOX_VERIFY_URL and LIVE_VERIFY_URL must differ.");

/** Throws a ZodError that names what is missing or malformed. It never prints a value. */
export function parseConfig(bindings: Bindings) {
  const variables = Variables.parse(bindings);
  return {
    apiUrls: { sandbox: variables.SANDBOX_API_URL, live: variables.LIVE_API_URL },
    verifyBases: { sandbox: variables.SANDBOX_VERIFY_URL, live: variables.LIVE_VERIFY_URL },
    docsUrl: variables.DOCS_URL,
    addressRateLimitPerMinute: variables.ADDRESS_RATE_LIMIT_PER_MINUTE,
    supabase: { url: variables.SUPABASE_URL, secretKey: variables.SUPABASE_SECRET_KEY },
    linkSigningKey: new TextEncoder().encode(variables.LINK_SIGNING_KEY),
    sealingKeys: variables.SEALING_KEYS,
    webhooks: {
      sealingKeys: variables.WEBHOOK_SEALING_KEYS,
      allowsLocal: variables.WEBHOOKS_ALLOW_LOCAL,
      dnsQueryUrl: variables.DNS_QUERY_URL,
    },
  };
}

export type Config = ReturnType<typeof parseConfig>;
