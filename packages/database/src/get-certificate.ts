import type { z } from "zod";
import { Caller } from "./caller.ts";
import { CertificateRow } from "./certificate-row.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({ certificate: CertificateRow });

/** By human id or uuid. Throws ApiError: INVALID_API_KEY, FORBIDDEN, CERTIFICATE_NOT_FOUND. */
export function getCertificate(
  database: Database,
  input: { keyHash: string; reference: string },
): Promise<z.infer<typeof Answer>> {
  return database("get_certificate", input, Answer);
}
