import { z } from "zod";
import { Caller } from "./caller.ts";
import { type CertificateStatus, PublicCertificateColumns, withDocument } from "./certificate-row.ts";
import type { Database } from "./database.ts";

const ListedCertificate = PublicCertificateColumns.extend({ recipientEmail: z.string(), createdAt: z.string() }).transform(
  withDocument,
);
const Answer = Caller.extend({ certificates: z.array(ListedCertificate) });

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
