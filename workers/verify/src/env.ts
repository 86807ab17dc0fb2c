import type { PictureService } from "@attestry/picture/drawing";
import type { R2Bucket, RateLimit } from "@cloudflare/workers-types";
import { z } from "zod";
import { ReceiptKeys } from "./receipts/open-signer.ts";

export type Bindings = {
  ADDRESS_LIMITER: RateLimit;
  FILES_SANDBOX: R2Bucket;
  FILES_LIVE: R2Bucket;
  PICTURES: PictureService;
  [variable: string]: unknown;
};

// Lower-case host, plain path, and nothing that could hide where a page is served: no credentials, query or fragment.
const basePattern = /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*\/*$/;

const BaseUrl = z
  .string()
  .regex(basePattern, "must be a URL such as https://verify.example.com or https://example.com/verify")
  .transform((url) => url.replace(/\/+$/, ""));

/** The Worker's variables and secrets, as wrangler.toml and the deploy name them. */
const Variables = z
  .object({
    SANDBOX_VERIFY_URL: BaseUrl,
    LIVE_VERIFY_URL: BaseUrl,
    SUPABASE_URL: z.url({ protocol: /^https?$/ }),
    SUPABASE_SECRET_KEY: z.string().min(1),
    RECEIPT_SIGNING_KEYS: ReceiptKeys,
    LINK_SIGNING_KEY: z.string().min(32),
  })
  .refine((variables) => variables.SANDBOX_VERIFY_URL !== variables.LIVE_VERIFY_URL, {
    error: "must differ from LIVE_VERIFY_URL",
    path: ["SANDBOX_VERIFY_URL"],
  });

/** Throws a ZodError that names what is missing or malformed. It never prints a value. */
export function parseConfig(bindings: Record<string, unknown>) {
  const variables = Variables.parse(bindings);
  return {
    verifyBases: { sandbox: variables.SANDBOX_VERIFY_URL, live: variables.LIVE_VERIFY_URL },
    supabase: { url: variables.SUPABASE_URL.replace(/\/+$/, ""), secretKey: variables.SUPABASE_SECRET_KEY },
    receiptKeys: variables.RECEIPT_SIGNING_KEYS,
    linkSigningKey: new TextEncoder().encode(variables.LINK_SIGNING_KEY),
  };
}

export type Config = ReturnType<typeof parseConfig>;
