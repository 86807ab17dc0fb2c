// Tries a design before it is stored, in every language that it speaks. It must never let one through that nothing could be issued with.
import type { Issue } from "@attestry/certificate/api-error";
import { getTrialContext } from "@attestry/database/get-trial-context";
import type { Rendering } from "@attestry/render/stamp-certificate";
import { findDesignProblems, findMissingAssets, listAssets } from "./check-design.ts";
import { findLogo } from "./known-logos.ts";
import type { TemplateBody } from "./known-templates.ts";
import { makeUpCertificate, refuse } from "./make-up-certificate.ts";
import { printCertificate, toPrintedTemplate } from "./print-certificate.ts";
import { toPrintedContent } from "./printed-content.ts";
import type { IssuingServices } from "./services.ts";
import { openShelf, type Shelf } from "./shelf.ts";

/**
 * Prints made-up certificates of the design, and returns one of them, which is marked as such. Nothing is stored. Throws ApiError: INVALID_API_KEY, FORBIDDEN, and
 * VALIDATION_ERROR for what is wrong with the design or its metadata schema, each issue with its path there.
 */
export async function tryDesign(services: IssuingServices, caller: { keyHash: string }, body: TemplateBody): Promise<Uint8Array> {
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
  type Fields = TemplateBody["metadataSchema"]["fields"];
  const print = async (shelf: Shelf, fields: Fields, locale: string): Promise<Rendering> => {
    const tried = { ...body, metadataSchema: { ...metadataSchema, fields } };
    const madeUp = makeUpCertificate(context.organization, tried.metadataSchema, { locale }, services.now());
    const content = toPrintedContent(services, context.organization, tried, logo, madeUp);
    return printCertificate(services, toPrintedTemplate(context, design), content, shelf);
  };
  let printed = new Uint8Array();
  for (const locale of listLanguages(body)) {
    const shelf = openShelf();
    // With all fields for their labels, and with as few as there may be for the room.
    const full = await print(shelf, metadataSchema.fields, locale);
    const sparse = await print(
      shelf,
      metadataSchema.fields.filter((field) => field.required),
      locale,
    );
    const ofDesign = listProblems(full).filter(isOfDesign);
    const ofValues = listProblems(sparse).filter((issue) => !isOfDesign(issue) && isOfSample(issue));
    if (sparse.ok) printed = new Uint8Array(sparse.bytes);
    refuse([...ofDesign, ...ofValues.map(blameDesign)].map((issue) => nameLanguage(issue, body, locale)));
  }
  return printed;
}

function listProblems(rendering: Rendering): Issue[] {
  return rendering.ok ? [] : rendering.problems;
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
