import { CertificateDocument } from "@attestry/certificate/certificate-document";
import { z } from "zod";

export const CertificateStatus = z.enum(["issued", "revoked", "expired"]);
export type CertificateStatus = z.infer<typeof CertificateStatus>;

/** A certificate as attestry.certificate_json gives it, with its canonical document parsed. */
export const PublicCertificateRow = z.object({
  certificateId: z.string(),
  certificateUuid: z.guid(),
  status: CertificateStatus,
  document: z.string().transform((text) => CertificateDocument.loose().parse(JSON.parse(text))),
  certificateHash: z.string(),
  pdfSha256: z.string(),
  revokedAt: z.string().nullable(),
  revocationReason: z.string().nullable(),
});
export type PublicCertificateRow = z.infer<typeof PublicCertificateRow>;

/** The same with what only the issuer may read. */
export const CertificateRow = PublicCertificateRow.extend({ recipientEmail: z.string() });
export type CertificateRow = z.infer<typeof CertificateRow>;
