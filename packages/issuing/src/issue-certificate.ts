// The one way a certificate comes into being: context, build, render, store, commit. A crash before the commit leaves a file that
// nobody names; after it, nothing is left undone.
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import { verificationUrl } from "@attestry/certificate/verification-url";
import type { Idempotency } from "@attestry/database/caller";
import { type CommitAnswer, commitCertificates, type NewCertificate } from "@attestry/database/commit-certificates";
import { getIssuingContext, type IssuingContext } from "@attestry/database/get-issuing-context";
import { renderCertificate } from "@attestry/render/render-certificate";
import { type BuiltCertificate, buildCertificate } from "./build-certificate.ts";
import { pdfFileName } from "./file-name.ts";
import type { IssueInput } from "./issue-input.ts";
import { findLogo } from "./known-logos.ts";
import { getTemplateBody, type TemplateBody } from "./known-templates.ts";
import { toPublicFields } from "./public-fields.ts";
import { seal } from "./seal.ts";
import type { IssuingServices } from "./services.ts";

export type IssuingCaller = { keyHash: string; requestId: string; idempotency: Idempotency | null };
export type Issued = { context: IssuingContext; answer: CommitAnswer };

/**
 * Issues one certificate, in two database calls. A retry under the same idempotency key gets the first one's answer.
 * Throws ApiError: what the two calls throw, QUOTA_EXCEEDED, and VALIDATION_ERROR for what cannot be printed.
 */
export async function issueCertificate(services: IssuingServices, caller: IssuingCaller, input: IssueInput): Promise<Issued> {
  requireOrder(services, input);
  const context = await getIssuingContext(services.database, {
    keyHash: caller.keyHash,
    templateId: input.templateId,
    knownTemplateVersions: [...services.knownTemplates.keys()],
    knownLogos: [...services.knownLogos.keys()],
    idempotency: caller.idempotency,
  });
  if (context.stored) return { context, answer: context.stored };
  requireCredit(context);

  const certificate = await makeCertificate(services, context, input);
  const answer = await commitCertificates(services.database, { ...caller, certificates: [certificate] });
  return { context, answer };
}

function requireOrder(services: IssuingServices, input: IssueInput): void {
  const issuedAt = input.issuedAt ?? services.now().toISOString();
  if (input.expiresAt === null || Date.parse(input.expiresAt) > Date.parse(issuedAt)) return;
  throw invalid([{ path: "expiresAt", message: "must be after issuedAt" }]);
}

/** What a template calls private must not become public by a slip. */
function requirePrivacy({ metadataSchema }: TemplateBody, { publicMetadata }: IssueInput): void {
  const misplaced = metadataSchema.fields.filter(
    ({ key, visibility }) => visibility === "private" && Object.hasOwn(publicMetadata, key),
  );
  if (misplaced.length === 0) return;
  const message = "is a private field of this template: send it in privateMetadata";
  throw invalid(misplaced.map(({ key }) => ({ path: `publicMetadata.${key}`, message })));
}

/** Spares the rendering; whether there is a credit is decided by the commit. */
function requireCredit(context: IssuingContext): void {
  if (context.environment === "sandbox" || context.credits > 0) return;
  throw new ApiError("QUOTA_EXCEEDED", "Production certificates require at least one credit. Top up credits from Billing.");
}

async function makeCertificate(services: IssuingServices, context: IssuingContext, input: IssueInput): Promise<NewCertificate> {
  const template = context.template;
  if (!template) throw new Error("The database gave neither a template nor a stored answer.");
  const body = getTemplateBody(services.knownTemplates, template);
  requirePrivacy(body, input);
  const built = buildCertificate(context, template, input, services.now());
  const pdf = await renderPdf(services, context, body, built);
  await services.files[context.environment].put(pdfFileName(context.organization.id, pdf.sha256), pdf.bytes, {
    sha256: pdf.sha256,
    httpMetadata: { contentType: "application/pdf" },
  });
  const { document } = built;
  const sealContext = {
    organizationId: context.organization.id,
    environment: context.environment,
    kind: "certificate.private",
    id: document.certificateUuid,
  };
  return {
    certificateUuid: document.certificateUuid,
    certificateId: document.certificateId,
    templateOwnerId: template.ownerId,
    templateId: template.id,
    templateVersion: template.version,
    recipientEmail: input.recipientEmail,
    issuedAt: document.issuedAt,
    expiresAt: document.expiresAt,
    document: built.text,
    certificateHash: built.hash,
    sealedPrivate: await seal(await services.sealingKeys(), sealContext, JSON.stringify(built.disclosures)),
    pdfSha256: pdf.sha256,
    pdfSizeBytes: pdf.bytes.length,
  };
}

async function renderPdf(services: IssuingServices, context: IssuingContext, body: TemplateBody, built: BuiltCertificate) {
  const { document } = built;
  const rendering = await renderCertificate(
    body.design,
    {
      certificateId: document.certificateId,
      environment: context.environment,
      recipientName: document.recipientName,
      title: document.title,
      issuerName: document.issuer.name,
      issuedAt: document.issuedAt,
      expiresAt: document.expiresAt,
      certificateHash: built.hash,
      verificationUrl: verificationUrl(services.verifyBases, document, context.organization),
      publicFields: toPublicFields(body.metadataSchema.fields, document.publicMetadata),
      logo: findLogo(services.knownLogos, context.organization),
    },
    await services.fonts(),
  );
  if (!rendering.ok) throw invalid(rendering.problems);
  return { bytes: rendering.bytes, sha256: rendering.sha256 };
}

function invalid(issues: Issue[]): ApiError {
  return new ApiError("VALIDATION_ERROR", "Request body is invalid.", issues);
}
