import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

const Verification = z.object({
  id: z.guid(),
  position: z.string(),
  verifiedAt: z.string(),
  result: z.enum(["verified", "revoked", "expired", "invalid"]),
  source: z.enum(["api", "page", "file", "receipt", "embed"]),
  country: z.string().nullable(),
});
const Answer = Caller.extend({ verifications: z.array(Verification) });

export type ListVerificationsInput = {
  keyHash: string;
  reference: string;
  limit: number;
  after: { createdAt: string; id: string } | null;
};

/** Newest first, one more than `limit` when there is a next page. Throws ApiError: INVALID_API_KEY, FORBIDDEN, CERTIFICATE_NOT_FOUND. */
export function listVerifications(database: Database, input: ListVerificationsInput): Promise<z.infer<typeof Answer>> {
  return database("list_verifications", input, Answer);
}
