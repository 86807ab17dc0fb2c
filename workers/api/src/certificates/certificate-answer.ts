import { verificationUrl } from "@attestry/certificate/verification-url";
import type { Organization } from "@attestry/database/caller";
import { type CertificateRow, CertificateStatus } from "@attestry/database/certificate-row";
import { z } from "zod";
import * as fields from "../requests/fields.ts";
import type { Services } from "../services.ts";
import { PdfLink, pdfLink } from "./pdf-link.ts";
import { PngLink, pngLink } from "./png-link.ts";

/** A certificate as its issuer reads it. Private metadata is never part of it. */
export const Certificate = z
  .strictObject({
    certificateId: fields.CertificateId,
    certificateUuid: fields.CertificateUuid,
    environment: fields.EnvironmentField,
    status: CertificateStatus,
    recipientName: z.string().meta({ example: "Aina Rahman" }),
    recipientEmail: z.string().meta({ example: "aina.rahman@example.com" }),
    title: z.string().meta({ example: "Safety Training Certificate" }),
    issueDate: z.iso.date().meta({ example: "2026-05-10" }),
    expiresAt: fields.Expiry,
    certificateHash: fields.CertificateHash,
    publicMetadata: z.record(z.string(), z.unknown()).meta({ example: { trainer_name: "Certifyx Academy" } }),
    verificationUrl: fields.VerificationUrl,
    proofMode: fields.ProofMode,
    pdf: PdfLink,
    png: PngLink,
    blockchainTransactions: z.tuple([]).meta({ description: "Always empty: certificates are not anchored on a blockchain." }),
  })
  .meta({ id: "Certificate" });

export function toCertificate(
  { config, now }: Services,
  organization: Organization,
  row: CertificateRow,
): z.infer<typeof Certificate> {
  const { certificateId, certificateUuid, status, document, recipientEmail, certificateHash } = row;
  const { environment } = document;
  const owner = { environment, organizationId: organization.id };
  const signedAt = now();
  return {
    certificateId,
    certificateUuid,
    environment,
    status,
    recipientName: document.recipientName,
    recipientEmail,
    title: document.title,
    issueDate: document.issuedAt.slice(0, 10),
    expiresAt: document.expiresAt,
    certificateHash,
    publicMetadata: document.publicMetadata,
    verificationUrl: verificationUrl(config.verifyBases, document, organization),
    proofMode: "pdf_only",
    pdf: pdfLink(config, owner, row, signedAt),
    png: pngLink(config, owner, row, signedAt),
    blockchainTransactions: [],
  };
}
