import { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({
  isReplay: z.boolean(),
  /** Whether somebody may wait to hear of it. */
  hasWebhooks: z.boolean().default(false),
  isDryRun: z.boolean(),
  revokedCount: z.int(),
  alreadyRevoked: z.array(z.string()),
  notFound: z.array(z.string()),
  reason: z.string().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type RevokedCertificates = z.infer<typeof Answer>;

export type RevokeCertificatesInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  certificateIds: string[] | null;
  batchId: string | null;
  reason: string | null;
  isDryRun: boolean;
};

/** In one transaction. Throws ApiError: INVALID_API_KEY, FORBIDDEN, BATCH_NOT_FOUND, IDEMPOTENCY_CONFLICT. */
export function revokeCertificates(database: Database, input: RevokeCertificatesInput): Promise<RevokedCertificates> {
  return database("revoke_certificates", input, Answer);
}
