// The one way a certificate comes into being: context, build, render, store, commit. A crash before the commit leaves a file that
// nobody names; after it, nothing is left undone. It must never tell a caller what another tenant has.
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import type { Idempotency } from "@attestry/database/caller";
import { type CommitAnswer, commitCertificates } from "@attestry/database/commit-certificates";
import { getIssuingContext, type IssuingContext } from "@attestry/database/get-issuing-context";
import { findInputProblems } from "./check-input.ts";
import { pdfFileName } from "./file-name.ts";
import type { IssueInput } from "./issue-input.ts";
import { findLogo } from "./known-logos.ts";
import { getTemplateBody } from "./known-templates.ts";
import { type MadeCertificate, makeCertificate } from "./make-certificate.ts";
import { toMould } from "./mould.ts";
import { putFile } from "./put-file.ts";
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
  const mould = toMould(
    services,
    context,
    context.template,
    body,
    findLogo(services.knownLogos, heldLogos, context.organization),
  );
  const attempt = await makeCertificate(services, mould, input, now);
  if (!attempt.ok) throw invalid(attempt.problems);
  await storePdf(services, context, attempt.made);
  const { ownerId, id, version } = context.template;
  const commit = { ...caller, template: { ownerId, id, version }, certificates: [attempt.made.certificate] };
  return { context, answer: await commitCertificates(services.database, commit) };
}

/** Spares the rendering; whether there is a credit is decided by the commit. */
function requireCredit(context: IssuingContext): void {
  if (context.environment === "live" && context.credits === 0) throw new ApiError("QUOTA_EXCEEDED");
}

async function storePdf(services: IssuingServices, { organization, environment }: IssuingContext, { pdf }: MadeCertificate) {
  const { bytes, sha256 } = pdf;
  const options = { sha256, httpMetadata: { contentType: "application/pdf" } };
  await putFile(services.files[environment], pdfFileName(organization.id, sha256), bytes, options);
}

function invalid(issues: Issue[]): ApiError {
  return new ApiError("VALIDATION_ERROR", { issues: issues.slice(0, mostIssues) });
}
