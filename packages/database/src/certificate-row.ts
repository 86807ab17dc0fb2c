import { CertificateDocument } from "@attestry/certificate/certificate-document";
import { z } from "zod";

export const CertificateStatus = z.enum(["issued", "revoked", "expired"]);
export type CertificateStatus = z.infer<typeof CertificateStatus>;

/** A certificate as attestry.certificate_json gives it to anyone; the issuer's own answers hold the e-mail address beside it. */
export const PublicCertificateColumns = z.object({
  certificateId: z.string(),
  certificateUuid: z.guid(),
  status: CertificateStatus,
  document: z.string(),
  certificateHash: z.string(),
  pdfSha256: z.string(),
  pdfPack: z.string().nullable(),
  revokedAt: z.string().nullable(),
  revocationReason: z.string().nullable(),
});

// A later version of the document may say more than this code knows.
const StoredDocument = CertificateDocument.loose();

/** The row with its document parsed, and beside it the text that the hash was taken of. */
export function withDocument<Row extends { document: string }>(row: Row) {
  return { ...row, documentText: row.document, document: StoredDocument.parse(JSON.parse(row.document)) };
}

/** A certificate as its issuer reads it. */
export const CertificateRow = PublicCertificateColumns.extend({ recipientEmail: z.string() }).transform(withDocument);
export type CertificateRow = z.infer<typeof CertificateRow>;
