import { z } from "zod";
import type { Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

export const CommitAnswer = z.object({
  isReplay: z.boolean(),
  /** Whether somebody may wait to hear of it. */
  hasWebhooks: z.boolean().default(false),
  committedAt: z.iso.datetime(),
  rateLimitPerMinute: z.int(),
  certificates: z.array(
    z.object({
      certificateId: z.string(),
      certificateUuid: z.guid(),
      certificateHash: z.string(),
      issuedAt: z.string(),
      pdfSha256: z.string(),
    }),
  ),
});
export type CommitAnswer = z.infer<typeof CommitAnswer>;

export type NewCertificate = {
  certificateUuid: string;
  certificateId: string;
  recipientEmail: string;
  issuedAt: string;
  expiresAt: string | null;
  document: string;
  certificateHash: string;
  sealedPrivate: string;
  pdfSha256: string;
  pdfSizeBytes: number;
};

/** `template` is that of all of them; each PDF is a file of its own. */
export type CommitInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  template: { ownerId: string; id: string; version: number };
  certificates: NewCertificate[];
};

/**
 * Makes certificates true, all or none, in one transaction. A retry with the same idempotency key gets the first answer.
 * Throws ApiError: INVALID_API_KEY, FORBIDDEN, QUOTA_EXCEEDED, CERTIFICATE_EXISTS, IDEMPOTENCY_CONFLICT.
 */
export function commitCertificates(database: Database, input: CommitInput): Promise<CommitAnswer> {
  return database("commit_certificates", input, CommitAnswer);
}
