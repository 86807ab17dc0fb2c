// Draws what a certificate of a template would look like. It must never make anything that passes for a certificate: its page is the
// sandbox's, marked as such, and its id is one that no certificate can have.
import { ApiError } from "@attestry/certificate/api-error";
import { getPreviewContext } from "@attestry/database/get-preview-context";
import type { PrintingContext } from "@attestry/database/printing-context";
import { findDesignProblems, findMissingAssets, listAssets } from "./check-design.ts";
import { findLogo } from "./known-logos.ts";
import { getTemplateBody, type TemplateBody } from "./known-templates.ts";
import { makeUpCertificate, refuse, type Sample } from "./make-up-certificate.ts";
import { printCertificate, toPrintedTemplate } from "./print-certificate.ts";
import { toPrintedContent } from "./printed-content.ts";
import type { IssuingServices } from "./services.ts";
import { openShelf } from "./shelf.ts";

export type Previewed = { context: PrintingContext; bytes: Uint8Array };

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
  const madeUp = makeUpCertificate(context.organization, body.metadataSchema, sample, services.now());
  const logo = findLogo(services.knownLogos, logos, context.organization);
  const content = toPrintedContent(services, context.organization, body, logo, madeUp);
  const rendering = await printCertificate(services, toPrintedTemplate(context, body.design), content, openShelf());
  if (!rendering.ok) throw new ApiError("VALIDATION_ERROR", { issues: rendering.problems });
  return { context, bytes: rendering.bytes };
}
