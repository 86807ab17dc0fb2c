import type { Environment } from "@attestry/certificate/environment";
import type { FoundVerification, PublicVerification } from "@attestry/database/verify-publicly";
import { z } from "zod";
import { defaultLanguage } from "../language/languages.ts";
import { describeVerdict } from "./describe-verdict.ts";

const Told = {
  certificateId: z.string(),
  environment: z.enum(["sandbox", "live"]),
  message: z.string(),
};
const Shown = {
  ...Told,
  recipientName: z.string(),
  title: z.string(),
  issuerName: z.string(),
  /** One that the issuer proved to be its own. */
  issuerDomain: z.string().nullable(),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  certificateHash: z.string(),
  /** The canonical text that the hash is taken of. */
  document: z.string(),
  pdfSha256: z.string(),
  /** What the file is whose hash was asked about; null when none was. */
  file: z.enum(["pdf", "record", "other"]).nullable(),
  checkedAt: z.iso.datetime(),
};

/** A page's verdict for machines: what the page itself shows, and no more. */
export const PublicAnswer = z.discriminatedUnion("status", [
  z.strictObject({ ...Shown, status: z.enum(["verified", "expired"]) }),
  z.strictObject({ ...Shown, status: z.literal("revoked"), revokedAt: z.iso.datetime(), reason: z.string().nullable() }),
  z.strictObject({ ...Told, status: z.literal("invalid"), checkedAt: z.iso.datetime() }),
  z.strictObject({ ...Told, status: z.literal("not_found") }),
]);
export type PublicAnswer = z.infer<typeof PublicAnswer>;

/** Throws never: whatever was found has an answer. */
export function writePublicAnswer(environment: Environment, reference: string, verification: PublicVerification): PublicAnswer {
  const { headline, sentence } = describeVerdict(environment, verification, defaultLanguage);
  const message = `${headline}. ${sentence}`;
  switch (verification.result) {
    case "not_found":
      return { certificateId: reference, environment, status: "not_found", message };
    case "invalid": {
      const { checkedAt, certificate } = verification;
      return { certificateId: certificate.certificateId, environment, status: "invalid", message, checkedAt };
    }
    case "revoked": {
      const { revokedAt, revocationReason: reason } = verification.certificate;
      return { ...tellCertificate(environment, message, verification), status: "revoked", revokedAt, reason };
    }
    default:
      return { ...tellCertificate(environment, message, verification), status: verification.result };
  }
}

function tellCertificate(environment: Environment, message: string, verification: FoundVerification) {
  const { certificate, issuer, file, checkedAt } = verification;
  const { document, documentText, certificateHash, pdfSha256 } = certificate;
  const { certificateId, recipientName, title, issuedAt, expiresAt } = document;
  const said = { recipientName, title, issuerName: document.issuer.name, issuerDomain: issuer.domain, issuedAt, expiresAt };
  return { certificateId, environment, message, ...said, certificateHash, document: documentText, pdfSha256, file, checkedAt };
}
