import { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import type { Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = z.object({
  isReplay: z.boolean(),
  /** Whether somebody may wait to hear of it. */
  hasWebhooks: z.boolean().default(false),
  environment: Environment,
  rateLimitPerMinute: z.int(),
  certificateId: z.string(),
  revokedAt: z.string(),
  reason: z.string().nullable(),
});

export type RevokeInput = {
  keyHash: string;
  reference: string;
  reason: string | null;
  requestId: string;
  idempotency: Idempotency | null;
};

/** Permanent. Throws ApiError: INVALID_API_KEY, FORBIDDEN, CERTIFICATE_NOT_FOUND, CERTIFICATE_REVOKED, IDEMPOTENCY_CONFLICT. */
export function revokeCertificate(database: Database, input: RevokeInput): Promise<z.infer<typeof Answer>> {
  return database("revoke_certificate", input, Answer);
}
