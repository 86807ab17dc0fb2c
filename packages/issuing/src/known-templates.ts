// The template versions an isolate holds. A version never changes, so what is here is never stale; it may be lost at any time.

import type { IssuingContext } from "@attestry/database/get-issuing-context";
import { Design } from "@attestry/render/design";
import { z } from "zod";

const Field = z.object({ key: z.string(), label: z.string(), type: z.string(), visibility: z.enum(["public", "private"]) });
const TemplateBody = z.object({ design: Design, metadataSchema: z.object({ fields: z.array(Field) }) });
export type TemplateBody = z.infer<typeof TemplateBody>;

export type KnownTemplates = Map<string, TemplateBody>;

const mostVersions = 50;

/** The body of the context's template: the one just sent, which is kept, or the one held since an earlier call. */
export function getTemplateBody(known: KnownTemplates, template: NonNullable<IssuingContext["template"]>): TemplateBody {
  const held = known.get(template.versionId);
  if (held) return held;
  if (!template.body) throw new Error("The database left out a template body that this isolate does not hold.");
  const body = TemplateBody.parse(template.body);
  makeRoom(known, mostVersions);
  known.set(template.versionId, body);
  return body;
}

/** Drops the oldest entries of a map until one more fits below `most`. */
export function makeRoom(map: Map<string, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size < most) return;
    map.delete(oldest);
  }
}
