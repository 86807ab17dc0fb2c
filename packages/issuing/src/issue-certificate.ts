// The one way a certificate comes into being: context, build, render, store, commit. A crash before the commit leaves a file that
// nobody names; after it, nothing is left undone. It must never tell a caller what another tenant has.
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import type { Idempotency } from "@attestry/database/caller";
import { type CommitAnswer, commitCertificates, type NewCertificate } from "@attestry/database/commit-certificates";
import { getIssuingContext, type IssuingContext } from "@attestry/database/get-issuing-context";
import { type BuiltCertificate, buildCertificate } from "./build-certificate.ts";
import { findInputProblems } from "./check-input.ts";
import { pdfFileName } from "./file-name.ts";
import type { IssueInput } from "./issue-input.ts";
import { openKeptShelf } from "./kept-shelf.ts";
import { findLogo, type Logo } from "./known-logos.ts";
import { getTemplateBody, type TemplateBody } from "./known-templates.ts";
import { printCertificate, toPrintedTemplate } from "./print-certificate.ts";
import { toPrintedContent } from "./printed-content.ts";
import { putFile } from "./put-file.ts";
import { seal } from "./seal.ts";
import type { IssuingServices } from "./services.ts";

const mostIssues = 100;

export type IssuingCaller = { keyHash: string; requestId: string; idempotency: Idempotency | null };
export type Issued = { context: IssuingContext; answer: CommitAnswer };

/**
 * Issues one certificate, in two database calls. A retry under the same idempotency key gets the first one's answer.
 * Throws ApiError: what the two calls throw, QUOTA_EXCEEDED, and VALIDATION_ERROR for what cannot be printed.
 */
export async function issueCertificate(services: IssuingServices, caller: IssuingCaller, input: IssueInput): Promise<Issued> {
  const heldTemplates = services.knownTemplates.snapshot();
  const heldLogos = services.knownLogos.snapshot();
  const context = await getIssuingContext(services.database, {
    keyHash: caller.keyHash,
    templateId: input.templateId,
    certificateId: input.certificateId ?? null,
    knownTemplateVersions: [...heldTemplates.keys()],
    knownLogos: [...heldLogos.keys()],
    idempotency: caller.idempotency,
  });
  if (context.stored) return { context, answer: context.stored };
  if (!context.template) throw new Error("The database gave neither a template nor a stored answer.");

  const now = services.now();
  const body = getTemplateBody(services.knownTemplates, heldTemplates, context.template);
  requireCredit(context);
  const problems = findInputProblems(body.metadataSchema, input, now);
  if (problems.length > 0) throw invalid(problems);
  const built = buildCertificate(context, context.template, input, now);
  const certificate = {
    ...describe(context.template, built, input),
    sealedPrivate: await sealDisclosures(services, context, built),
    ...(await storePdf(
      services,
      context,
      context.template.versionId,
      body,
      findLogo(services.knownLogos, heldLogos, context.organization),
      built,
    )),
  };
  return { context, answer: await commitCertificates(services.database, { ...caller, certificates: [certificate] }) };
}

/** Spares the rendering; whether there is a credit is decided by the commit. */
function requireCredit(context: IssuingContext): void {
  if (context.environment === "live" && context.credits === 0) throw new ApiError("QUOTA_EXCEEDED");
}

type Template = NonNullable<IssuingContext["template"]>;

function describe(template: Template, { document, text, hash }: BuiltCertificate, { recipientEmail }: IssueInput) {
  const { certificateUuid, certificateId, issuedAt, expiresAt } = document;
  const from = { templateOwnerId: template.ownerId, templateId: template.id, templateVersion: template.version };
  return { certificateUuid, certificateId, ...from, recipientEmail, issuedAt, expiresAt, document: text, certificateHash: hash };
}

async function sealDisclosures(services: IssuingServices, context: IssuingContext, built: BuiltCertificate): Promise<string> {
  const { organization, environment } = context;
  const owner = { organizationId: organization.id, environment, kind: "certificate.private", id: built.document.certificateUuid };
  return seal(await services.sealingKeys(), owner, JSON.stringify(built.disclosures));
}

type StoredPdf = Pick<NewCertificate, "pdfSha256" | "pdfSizeBytes">;

async function storePdf(
  services: IssuingServices,
  context: IssuingContext,
  versionId: string,
  body: TemplateBody,
  logo: Logo | null,
  built: BuiltCertificate,
): Promise<StoredPdf> {
  const content = toPrintedContent(services, context.organization, body, logo, built);
  const { organization, environment } = context;
  const { issuerName } = content;
  const origin = { organizationId: organization.id, environment, versionId, issuerName, logoSha256: organization.logoSha256 };
  const shelf = openKeptShelf(services, origin);
  const rendering = await printCertificate(services, toPrintedTemplate(context, body.design), content, shelf);
  if (!rendering.ok) throw invalid(rendering.problems);
  const { bytes, sha256 } = rendering;
  const bucket = services.files[context.environment];
  await putFile(bucket, pdfFileName(context.organization.id, sha256), bytes, {
    sha256,
    httpMetadata: { contentType: "application/pdf" },
  });
  return { pdfSha256: sha256, pdfSizeBytes: bytes.length };
}

function invalid(issues: Issue[]): ApiError {
  return new ApiError("VALIDATION_ERROR", { issues: issues.slice(0, mostIssues) });
}
