import { z } from "zod";
import { Caller } from "./caller.ts";
import { CertificateRow, type CertificateStatus } from "./certificate-row.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({ certificates: z.array(CertificateRow.extend({ createdAt: z.string() })) });

export type ListCertificatesInput = {
  keyHash: string;
  limit: number;
  after: { createdAt: string; id: string } | null;
  status: CertificateStatus | null;
  recipientEmail: string | null;
  templateId: string | null;
  issuedFrom: string | null;
  issuedBefore: string | null;
};

/** Newest first, one row more than `limit` when there is a next page. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function listCertificates(database: Database, input: ListCertificatesInput): Promise<z.infer<typeof Answer>> {
  return database("list_certificates", input, Answer);
}
