import { z } from "zod";
import { Caller } from "./caller.ts";
import { PublicCertificateRow } from "./certificate-row.ts";
import type { Database } from "./database.ts";

/** A row that was edited after it was issued: nothing it says is repeated, not even what still parses. */
export const EditedCertificateRow = PublicCertificateRow.pick({
  certificateId: true,
  certificateUuid: true,
  status: true,
  certificateHash: true,
});

const Answer = z.discriminatedUnion("result", [
  Caller.extend({ result: z.enum(["verified", "revoked", "expired"]), certificate: PublicCertificateRow }),
  Caller.extend({ result: z.literal("invalid"), certificate: EditedCertificateRow }),
  Caller.extend({ result: z.literal("not_found") }),
]);
export type Verification = z.infer<typeof Answer>;

/** Checks a certificate and writes the log row, in one call. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function verifyCertificate(database: Database, input: { keyHash: string; reference: string }): Promise<Verification> {
  return database("verify_certificate", input, Answer);
}
