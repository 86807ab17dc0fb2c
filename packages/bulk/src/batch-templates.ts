// The templates that the rows of a batch name, asked for when a row first names them.
import { type BatchContext, getBatchContext } from "@attestry/database/get-batch-context";
import { findLogo } from "@attestry/issuing/known-logos";
import { getTemplateBody } from "@attestry/issuing/known-templates";
import type { Mould } from "@attestry/issuing/make-certificate";
import { toMould } from "@attestry/issuing/mould";
import type { IssuingServices } from "@attestry/issuing/services";

/** Each that is used is compiled in the languages of its rows; each id that is named is a call to the database. */
const most = { used: 20, named: 100 };

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

export type FoundMould = { ok: true; mould: Mould } | { ok: false; message: string };

/** Finds a row's template: each is asked for once, when a row first names it. `known` are those that were asked for before. */
export function openMoulds(services: IssuingServices, keyHash: string, known: Map<string | null, Mould | null>) {
  const used = new Set<Mould>();
  const ask = async (templateId: string | null): Promise<Mould | null> => {
    const { moulds } = await findMoulds(services, { keyHash, idempotency: null }, [templateId]);
    return moulds.get(templateId) ?? null;
  };
  return async (templateId: string | null): Promise<FoundMould> => {
    const held = known.get(templateId);
    if (held && used.has(held)) return { ok: true, mould: held };
    if (held !== null && used.size >= most.used)
      return refuse(`is one more than a batch may use: at most ${most.used} templates`);
    if (held === undefined && known.size >= most.named)
      return refuse(`is one more than are looked up: a batch may name at most ${most.named} templates`);
    const mould = held === undefined ? await ask(templateId) : held;
    known.set(templateId, mould);
    if (!mould) return refuse("is no active template");
    used.add(mould);
    return { ok: true, mould };
  };
}

function refuse(message: string): FoundMould {
  return { ok: false, message };
}
