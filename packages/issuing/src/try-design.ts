// Tries a design before it is stored, in every language that it speaks. It must never let one through that nothing could be issued with.
import type { Issue } from "@attestry/certificate/api-error";
import { getTrialContext } from "@attestry/database/get-trial-context";
import { findDesignProblems, findMissingAssets, listAssets } from "./check-design.ts";
import { findLogo } from "./known-logos.ts";
import type { TemplateBody } from "./known-templates.ts";
import { makeUpCertificate, refuse } from "./make-up-certificate.ts";
import { printCertificate, toPrintedTemplate } from "./print-certificate.ts";
import { toPrintedContent } from "./printed-content.ts";
import type { IssuingServices } from "./services.ts";
import { openShelf } from "./shelf.ts";

/**
 * Prints made-up certificates of the design, which are thrown away. Throws ApiError: INVALID_API_KEY, FORBIDDEN, and
 * VALIDATION_ERROR for what is wrong with the design or its metadata schema, each issue with its path there.
 */
export async function tryDesign(services: IssuingServices, caller: { keyHash: string }, body: TemplateBody): Promise<void> {
  const { design, metadataSchema } = body;
  refuse(findDesignProblems(design, metadataSchema));
  const logos = services.knownLogos.snapshot();
  const context = await getTrialContext(services.database, {
    keyHash: caller.keyHash,
    assets: [...listAssets(design).keys()],
    knownTemplateVersions: [],
    knownLogos: [...logos.keys()],
  });
  refuse(findMissingAssets(design, context.missingAssets));
  const logo = findLogo(services.knownLogos, logos, context.organization);
  const shelf = openShelf();
  const print = async (fields: TemplateBody["metadataSchema"]["fields"], locale: string): Promise<Issue[]> => {
    const tried = { ...body, metadataSchema: { ...metadataSchema, fields } };
    const madeUp = makeUpCertificate(context.organization, tried.metadataSchema, { locale }, services.now());
    const content = toPrintedContent(services, context.organization, tried, logo, madeUp);
    const rendering = await printCertificate(services, toPrintedTemplate(context, design), content, shelf);
    return rendering.ok ? [] : rendering.problems;
  };
  for (const locale of listLanguages(body)) {
    // With all fields for their labels, and with as few as there may be for the room.
    const ofDesign = (await print(metadataSchema.fields, locale)).filter(isOfDesign);
    const required = metadataSchema.fields.filter((field) => field.required);
    const ofValues = (await print(required, locale)).filter((issue) => !isOfDesign(issue) && isOfSample(issue));
    refuse([...ofDesign, ...ofValues.map(blameDesign)].map((issue) => nameLanguage(issue, body, locale)));
  }
}

function listLanguages({ design, metadataSchema }: TemplateBody): string[] {
  const variants = design.elements.flatMap((element) => (element.type === "text" ? Object.keys(element.variants ?? {}) : []));
  const labels = metadataSchema.fields.flatMap((field) => Object.keys(field.labels ?? {}));
  return [...new Set([design.locale ?? "en", ...variants, ...labels])];
}

const isOfDesign = ({ path }: Issue) => path.startsWith("design.") || path.startsWith("metadata_schema.");
const isOfSample = ({ path }: Issue) => !path.startsWith("organization.");

/** A short sample that does not fit tells of the design. */
function blameDesign({ path, message }: Issue): Issue {
  return { path: "design", message: `leaves no room for ${path}: a short sample of it ${message}` };
}

function nameLanguage(issue: Issue, { design }: TemplateBody, locale: string): Issue {
  return locale === (design.locale ?? "en") ? issue : { ...issue, message: `${issue.message} (in the language ${locale})` };
}
