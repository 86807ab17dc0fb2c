import { z } from "zod";
import { Caller } from "./caller.ts";
import { PublicCertificateColumns, withDocument } from "./certificate-row.ts";
import type { Database } from "./database.ts";

const { certificateId, certificateUuid, status, certificateHash } = PublicCertificateColumns.shape;

/** A row that was edited after it was issued: nothing it says is repeated, not even what still parses. */
export const EditedCertificate = z.object({ certificateId, certificateUuid, status, certificateHash });

const Standing = PublicCertificateColumns.transform(withDocument);
const Revoked = PublicCertificateColumns.extend({ revokedAt: z.string() }).transform(withDocument);

const Answer = z.discriminatedUnion("result", [
  Caller.extend({ result: z.enum(["verified", "expired"]), certificate: Standing }),
  Caller.extend({ result: z.literal("revoked"), certificate: Revoked }),
  Caller.extend({ result: z.literal("invalid"), certificate: EditedCertificate }),
  Caller.extend({ result: z.literal("not_found") }),
]);
export type Verification = z.infer<typeof Answer>;

/** Checks a certificate and writes the log row, in one call. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function verifyCertificate(database: Database, input: { keyHash: string; reference: string }): Promise<Verification> {
  return database("verify_certificate", input, Answer);
}
