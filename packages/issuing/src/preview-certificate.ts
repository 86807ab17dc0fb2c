// Draws what a certificate of a template would look like. It must never make anything that passes for a certificate: its page is the
// sandbox's, marked as such, and its id is one that no certificate can have.
import { ApiError, type Issue } from "@attestry/certificate/api-error";
import type { Json } from "@attestry/certificate/canonical-json";
import type { FieldType, MetadataSchema } from "@attestry/certificate/metadata-schema";
import { getPreviewContext } from "@attestry/database/get-preview-context";
import type { PrintingContext } from "@attestry/database/printing-context";
import { findDesignProblems, findMissingAssets, listAssets } from "./check-design.ts";
import { findMetadataProblems } from "./check-metadata.ts";
import type { IssueInput } from "./issue-input.ts";
import { findLogo } from "./known-logos.ts";
import { getTemplateBody, type TemplateBody } from "./known-templates.ts";
import { printCertificate, toPrintedTemplate } from "./print-certificate.ts";
import { toPrintedContent } from "./printed-content.ts";
import type { IssuingServices } from "./services.ts";
import { openShelf } from "./shelf.ts";

/** What is not given is made up. */
export type Sample = Partial<Pick<IssueInput, "recipientName" | "title" | "expiresAt" | "publicMetadata" | "locale">>;
export type Previewed = { context: PrintingContext; bytes: Uint8Array };

// A tilde is in no certificateId.
const previewId = "PREVIEW~ONLY";
const [text, hash] = ['{"preview":true}', "0".repeat(64)];
const oneYearMilliseconds = 365 * 24 * 60 * 60 * 1000;

/**
 * The PDF of a made-up certificate, of a stored template or of a design that is not stored. Nothing is stored and nothing charged.
 * Throws ApiError: INVALID_API_KEY, FORBIDDEN, TEMPLATE_NOT_FOUND, and VALIDATION_ERROR for what cannot be printed.
 */
export async function previewCertificate(
  services: IssuingServices,
  caller: { keyHash: string },
  subject: { templateId: string } | { body: TemplateBody },
  sample: Sample,
): Promise<Previewed> {
  const templates = services.knownTemplates.snapshot();
  const logos = services.knownLogos.snapshot();
  const unsaved = "body" in subject ? subject.body : null;
  if (unsaved) refuse(findDesignProblems(unsaved.design, unsaved.metadataSchema));
  const context = await getPreviewContext(services.database, {
    keyHash: caller.keyHash,
    templateId: "templateId" in subject ? subject.templateId : null,
    assets: unsaved ? [...listAssets(unsaved.design).keys()] : [],
    knownTemplateVersions: [...templates.keys()],
    knownLogos: [...logos.keys()],
  });
  if (unsaved) refuse(findMissingAssets(unsaved.design, context.missingAssets));
  const body = unsaved ?? (context.template && getTemplateBody(services.knownTemplates, templates, context.template));
  if (!body) throw new Error("The database gave no template.");
  const document = makeUpDocument(context.organization, body.metadataSchema, sample, services.now());
  const logo = findLogo(services.knownLogos, logos, context.organization);
  const content = toPrintedContent(services, context.organization, body, logo, { document, text, hash });
  const rendering = await printCertificate(services, toPrintedTemplate(context, body.design), content, openShelf());
  if (!rendering.ok) throw new ApiError("VALIDATION_ERROR", { issues: rendering.problems });
  return { context, bytes: rendering.bytes };
}

function refuse(issues: Issue[]): void {
  if (issues.length > 0) throw new ApiError("VALIDATION_ERROR", { issues: issues.slice(0, 100) });
}

/** Whatever environment the key is of, what is made up is the sandbox's. */
function makeUpDocument({ id, name }: PrintingContext["organization"], schema: MetadataSchema, sample: Sample, now: Date) {
  const publicMetadata = { ...makeUpMetadata(schema), ...sample.publicMetadata };
  refuse(findMetadataProblems(withoutPrivateDuties(schema), { publicMetadata, privateMetadata: {} }));
  return {
    certificateId: previewId,
    environment: "sandbox",
    recipientName: sample.recipientName ?? "Sample Recipient",
    title: sample.title ?? "Sample Certificate",
    issuedAt: now.toISOString(),
    expiresAt: sample.expiresAt === undefined ? new Date(now.getTime() + oneYearMilliseconds).toISOString() : sample.expiresAt,
    issuer: { id, name },
    publicMetadata,
    ...(sample.locale !== undefined && { locale: sample.locale }),
  } as const;
}

function withoutPrivateDuties(schema: MetadataSchema): MetadataSchema {
  const fields = schema.fields.map((field) => (field.visibility === "private" ? { ...field, required: false } : field));
  return { ...schema, fields };
}

function makeUpMetadata({ fields }: MetadataSchema): { [key: string]: Json } {
  const publicFields = fields.filter(({ visibility }) => visibility === "public");
  return Object.fromEntries(publicFields.map(({ key, type, options }) => [key, options?.[0] ?? valueByType[type]]));
}

const valueByType: Record<FieldType, Json> = {
  text: "Sample",
  number: 42,
  date: "2026-05-10",
  boolean: true,
  url: "https://example.com",
  email: "name@example.com",
  choice: "Sample",
};
