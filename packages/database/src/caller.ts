import { Environment } from "@attestry/certificate/environment";
import { z } from "zod";

export const Organization = z.object({
  id: z.guid(),
  slug: z.string(),
  name: z.string(),
  isPrimary: z.boolean(),
  verifyHost: z.string().nullable(),
});
export type Organization = z.infer<typeof Organization>;

/** What every tenant function tells of its caller (attestry.caller_json). */
export const Caller = z.object({ organization: Organization, environment: Environment, rateLimitPerMinute: z.int() });

/** The first call under an idempotency key is carried out; the others get its answer. */
export type Idempotency = { route: string; key: string; requestHash: string };
