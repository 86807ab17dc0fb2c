// What a deploy is told by its environment. No message here may repeat a value: some are secret.
import { parseSealingKeys } from "@attestry/certificate/seal";
import { ReceiptKeys } from "@attestry/verify/receipts/open-signer";
import { z } from "zod";
import { parseDatabaseUrl } from "../admin/connect.ts";
import { Refusal } from "../admin/refusal.ts";

const HttpsUrl = z
  .url({ protocol: /^https$/, error: "must be an https:// address" })
  .regex(/^[^?#@]+$/, "must have neither credentials nor a query")
  .transform((url) => url.replace(/\/+$/, ""));

const SealingKeys = z.string().refine(areSealingKeys, "must read <number>:<base64 of 32 bytes>, comma-separated");

const Settings = z
  .object({
    CLOUDFLARE_API_TOKEN: z.string(),
    CLOUDFLARE_ACCOUNT_ID: z.string().regex(/^[0-9a-f]{32}$/, "must be the 32 hexadecimal digits of your account"),
    SUPABASE_URL: HttpsUrl.or(z.url({ protocol: /^http$/, hostname: /^(localhost|127\.0\.0\.1)$/ })),
    SUPABASE_SECRET_KEY: z
      .string()
      .regex(/^(sb_secret_|eyJ)/, "must be the project's secret key (sb_secret_…), not the publishable one"),
    DATABASE_URL: z.string().refine(isDatabaseUrl, "must read postgresql://user:password@host:port/database"),
    SANDBOX_API_URL: HttpsUrl,
    LIVE_API_URL: HttpsUrl,
    SANDBOX_VERIFY_URL: HttpsUrl,
    LIVE_VERIFY_URL: HttpsUrl,
    DOCS_URL: HttpsUrl,
    ADDRESS_RATE_LIMIT_PER_MINUTE: z
      .string()
      .regex(/^[1-9]\d{0,5}$/, "must be a whole number")
      .optional(),
    LINK_SIGNING_KEY: z.string().min(32, "must have 32 characters at least").optional(),
    SEALING_KEYS: SealingKeys.optional(),
    WEBHOOK_SEALING_KEYS: SealingKeys.optional(),
    RECEIPT_SIGNING_KEYS: z
      .string()
      .refine((text) => ReceiptKeys.safeParse(text).success, "must be base64 of an Ed25519 key in PKCS #8")
      .optional(),
    DNS_QUERY_URL: HttpsUrl.optional(),
    WEBHOOKS_ALLOW_LOCAL: z.literal("false", "must not be set: it is for development on one machine").optional(),
  })
  .refine(({ SANDBOX_VERIFY_URL, LIVE_VERIFY_URL }) => SANDBOX_VERIFY_URL !== LIVE_VERIFY_URL, {
    error: "must differ from LIVE_VERIFY_URL, if only by a path such as /sandbox",
    path: ["SANDBOX_VERIFY_URL"],
  })
  .refine((keys) => keys.SEALING_KEYS === undefined || keys.SEALING_KEYS !== keys.WEBHOOK_SEALING_KEYS, {
    error: "must differ from SEALING_KEYS: who sends webhooks must not open private metadata",
    path: ["WEBHOOK_SEALING_KEYS"],
  });
export type Settings = z.infer<typeof Settings>;

export const placeholders = {
  CLOUDFLARE_API_TOKEN: "none",
  CLOUDFLARE_ACCOUNT_ID: "0".repeat(32),
  SUPABASE_URL: "https://project.supabase.co",
  SUPABASE_SECRET_KEY: "sb_secret_none",
  DATABASE_URL: "postgresql://postgres.project:none@pooler.supabase.com:5432/postgres",
  SANDBOX_API_URL: "https://sandbox.attestry.example",
  LIVE_API_URL: "https://api.attestry.example",
  SANDBOX_VERIFY_URL: "https://verify.attestry.example/sandbox",
  LIVE_VERIFY_URL: "https://verify.attestry.example",
  DOCS_URL: "https://docs.attestry.example",
} as const;

/** Throws a Refusal: one sentence for all that are missing, one for each that is malformed. */
export async function parseSettings(environment: Record<string, string | undefined>): Promise<Settings> {
  const missing = listMissing(environment);
  if (missing.length > 0) throw new Refusal(`Set ${missing.join(", ")}; docs/deploy.md says what each is.`);
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = await Settings.safeParseAsync(given);
  if (result.success) return result.data;
  throw new Refusal(result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}.`).join("\n"));
}

export function listMissing(environment: Record<string, string | undefined>): string[] {
  return Object.keys(placeholders).filter((name) => !environment[name]);
}

function isDatabaseUrl(text: string): boolean {
  try {
    return parseDatabaseUrl(text).password !== "";
  } catch {
    return false;
  }
}

function areSealingKeys(text: string): Promise<boolean> {
  return parseSealingKeys(text).then(
    () => true,
    () => false,
  );
}
