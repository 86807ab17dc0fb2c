import { verificationUrl } from "@attestry/certificate/verification-url";
import { CertificateStatus } from "@attestry/database/certificate-row";
import { type Verification, verifyCertificate } from "@attestry/database/verify-certificate";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Config } from "../env.ts";
import type { Api } from "../requests/api.ts";
import * as fields from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, keyedFailures } from "../requests/responses.ts";
import type { Services } from "../services.ts";

const Found = {
  certificateId: fields.CertificateId,
  certificateUuid: fields.CertificateUuid,
  environment: fields.EnvironmentField,
};
const Told = {
  certificateStatus: CertificateStatus,
  recipientName: z.string().meta({ example: "Aina Rahman" }),
  title: z.string().meta({ example: "Safety Training Certificate" }),
  issueDate: z.iso.date().meta({ example: "2026-05-10" }),
  expiresAt: fields.Expiry,
  certificateHash: fields.CertificateHash,
  verificationUrl: fields.VerificationUrl,
  proofMode: fields.ProofMode,
  blockchain: fields.Blockchain,
};

const VerifiedCertificate = z.discriminatedUnion("status", [
  z.strictObject({ ...Found, status: z.enum(["verified", "expired"]), ...Told }).meta({ id: "VerifiedCertificate" }),
  z
    .strictObject({
      ...Found,
      status: z.literal("revoked"),
      ...Told,
      revokedAt: fields.Moment.meta({ example: "2026-05-10T09:00:00.000Z" }),
      reason: z.string().nullable().meta({ example: "Issued with incorrect recipient details" }),
    })
    .meta({ id: "VerifiedRevokedCertificate" }),
  z
    .strictObject({
      ...Found,
      status: z.literal("invalid"),
      certificateStatus: CertificateStatus,
      certificateHash: fields.CertificateHash,
      message: z.string().meta({ example: "The stored record does not match the certificate's hash." }),
      blockchain: fields.Blockchain,
    })
    .meta({ id: "VerifiedInvalidCertificate" }),
  z
    .strictObject({
      certificateId: z.string().meta({ example: "CX-MISSING" }),
      environment: fields.EnvironmentField,
      status: z.literal("not_found"),
      message: z.literal("Certificate was not found."),
      blockchain: fields.Blockchain,
    })
    .meta({ id: "CertificateNotFound" }),
]);

const route = createRoute({
  method: "get",
  path: "/v1/verify/{certificateId}",
  operationId: "verifyCertificate",
  tags: ["Verification"],
  summary: "Verify a certificate",
  description:
    "Recomputes the certificate's hash, checks revocation and expiry, and writes one verification log row, for a miss too. " +
    "Scope `certificates.verify`. Answers no e-mail address, no metadata and no PDF.",
  security: [{ apiKey: [] }],
  request: { params: fields.CertificateReference },
  responses: { 200: dataResponse("The verdict is in `status`.", VerifiedCertificate), ...keyedFailures },
});

export function addVerifyCertificate(api: Api): void {
  api.openapi(route, async (c) => {
    const services = c.get("services");
    const reference = c.req.valid("param").certificateId;
    const verification = await verifyCertificate(services.database, {
      keyHash: c.get("caller").keyHash,
      // What no id can hold is logged as "?": a lone NUL would be more than Postgres can keep.
      reference: reference.replace(/[^A-Za-z0-9._-]/gu, "?").slice(0, 65),
    });
    noteCaller(c, verification);
    return c.json({ data: toVerifiedCertificate(services, verification, reference) }, 200);
  });
}

function toVerifiedCertificate(
  { config }: Services,
  verification: Verification,
  reference: string,
): z.infer<typeof VerifiedCertificate> {
  const { environment } = verification;
  switch (verification.result) {
    case "not_found": {
      const message = "Certificate was not found.";
      return { certificateId: reference, environment, status: "not_found", message, blockchain: null };
    }
    case "invalid": {
      const { certificateId, certificateUuid, status: certificateStatus, certificateHash } = verification.certificate;
      const found = { certificateId, certificateUuid, environment };
      const message = "The stored record does not match the certificate's hash.";
      return { ...found, status: "invalid", certificateStatus, certificateHash, message, blockchain: null };
    }
    case "revoked": {
      const { revokedAt, revocationReason: reason } = verification.certificate;
      return { ...nameCertificate(verification), status: "revoked", ...tellCertificate(config, verification), revokedAt, reason };
    }
    default:
      return { ...nameCertificate(verification), status: verification.result, ...tellCertificate(config, verification) };
  }
}

type Found = Extract<Verification, { result: "verified" | "expired" | "revoked" }>;

function nameCertificate({ environment, certificate: { certificateId, certificateUuid } }: Found) {
  return { certificateId, certificateUuid, environment };
}

function tellCertificate({ verifyBases }: Config, { certificate, organization }: Found) {
  const { status: certificateStatus, document, certificateHash } = certificate;
  return {
    certificateStatus,
    recipientName: document.recipientName,
    title: document.title,
    issueDate: document.issuedAt.slice(0, 10),
    expiresAt: document.expiresAt,
    certificateHash,
    verificationUrl: verificationUrl(verifyBases, document, organization),
    proofMode: "pdf_only",
    blockchain: null,
  } as const;
}
