import { verificationUrl } from "@attestry/certificate/verification-url";
import { type Issued, issueCertificate } from "@attestry/issuing/issue-certificate";
import { IssueInput } from "@attestry/issuing/issue-input";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import * as fields from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import type { Services } from "../services.ts";
import { ringForDeliveries } from "../webhooks/ring-for-deliveries.ts";
import { PdfLink, pdfLink } from "./pdf-link.ts";
import { PngLink, pngLink } from "./png-link.ts";

const IssuedCertificate = z
  .strictObject({
    certificateId: fields.CertificateId,
    certificateUuid: fields.CertificateUuid,
    environment: fields.EnvironmentField,
    status: z.literal("issued"),
    certificateHash: fields.CertificateHash,
    issuedAt: fields.Moment,
    verificationUrl: fields.VerificationUrl,
    proofMode: fields.ProofMode,
    pdf: PdfLink,
    png: PngLink,
    blockchain: fields.Blockchain,
  })
  .meta({ id: "IssuedCertificate" });

const route = createRoute({
  method: "post",
  path: "/v1/certificates/issue",
  operationId: "issueCertificate",
  tags: ["Certificates"],
  summary: "Issue a certificate",
  description:
    "Creates one certificate, renders its PDF, hashes its metadata and answers the verification link. Scope `certificates.write`. " +
    "In live each certificate takes one credit.",
  security: [{ apiKey: [] }],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: IssueInput } } },
  },
  responses: {
    201: dataResponse("The certificate exists from now on.", IssuedCertificate),
    ...keyedFailures,
    ...bodyFailures,
    402: failure("QUOTA_EXCEEDED"),
    404: failure("TEMPLATE_NOT_FOUND"),
    409: failure("CERTIFICATE_EXISTS", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addIssueCertificate(api: Api): void {
  api.openapi(route, async (c) => {
    const services = c.get("services");
    const idempotency = findIdempotency(c, c.req.valid("header")["idempotency-key"]);
    const caller = { keyHash: c.get("caller").keyHash, requestId: c.get("requestId"), idempotency };
    const issued = await issueCertificate(services, caller, c.req.valid("json"));
    noteCaller(c, issued.context);
    if (issued.answer.isReplay) c.header("Idempotent-Replayed", "true");
    else if (issued.answer.hasWebhooks) ringForDeliveries(c);
    return c.json({ data: toIssuedCertificate(services, issued) }, 201);
  });
}

function toIssuedCertificate({ config, now }: Services, { context, answer }: Issued): z.infer<typeof IssuedCertificate> {
  const [certificate] = answer.certificates;
  if (!certificate) throw new Error("The commit answered no certificate.");
  const { environment, organization } = context;
  const { certificateId, certificateUuid, certificateHash, issuedAt } = certificate;
  const owner = { environment, organizationId: organization.id };
  const stored = { ...certificate, pdfPack: null };
  const signedAt = linkTime(answer.committedAt, now());
  return {
    certificateId,
    certificateUuid,
    environment,
    status: "issued",
    certificateHash,
    issuedAt,
    verificationUrl: verificationUrl(config.verifyBases, { environment, certificateId }, organization),
    proofMode: "pdf_only",
    pdf: pdfLink(config, owner, stored, signedAt),
    png: pngLink(config, owner, stored, signedAt),
    blockchain: null,
  };
}

/** The link is signed as of the commit, so that a retry gets the same answer to the byte; once that link has died, a fresh one. */
function linkTime(committedAt: string, now: Date): Date {
  const commit = new Date(committedAt);
  return now.getTime() - commit.getTime() < 3_600_000 ? commit : now;
}
