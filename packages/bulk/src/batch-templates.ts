// The templates that the rows of a batch name, asked for when a row first names them.
import { type BatchContext, getBatchContext } from "@attestry/database/get-batch-context";
import { findLogo } from "@attestry/issuing/known-logos";
import { getTemplateBody } from "@attestry/issuing/known-templates";
import type { Mould } from "@attestry/issuing/make-certificate";
import { toMould } from "@attestry/issuing/mould";
import type { IssuingServices } from "@attestry/issuing/services";

/** As many as a batch may use: each is compiled in the languages of its rows. */
export const mostTemplates = 20;

export type Found = { context: BatchContext; moulds: Map<string | null, Mould | null> };

/** The moulds of templates by the ids that name them, null where none is active. Throws what getBatchContext throws. */
export async function findMoulds(
  services: IssuingServices,
  caller: Pick<Parameters<typeof getBatchContext>[1], "keyHash" | "idempotency">,
  templateIds: (string | null)[],
): Promise<Found> {
  const heldTemplates = services.knownTemplates.snapshot();
  const heldLogos = services.knownLogos.snapshot();
  const context = await getBatchContext(services.database, {
    ...caller,
    templateIds,
    knownTemplateVersions: [...heldTemplates.keys()],
    knownLogos: [...heldLogos.keys()],
  });
  const logo = findLogo(services.knownLogos, heldLogos, context.organization);
  const moulds = templateIds.map((id): [string | null, Mould | null] => {
    const template = context.templates.find(({ wanted }) => wanted === id);
    if (!template) return [id, null];
    const body = getTemplateBody(services.knownTemplates, heldTemplates, template);
    return [id, toMould(services, context, template, body, logo)];
  });
  return { context, moulds: new Map(moulds) };
}
