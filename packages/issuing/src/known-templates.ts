// The template versions an isolate holds. A version never changes, so what is here is never stale; it may be lost at any time.

import { MetadataSchema } from "@attestry/certificate/metadata-schema";
import type { IssuingContext } from "@attestry/database/get-issuing-context";
import { Design } from "@attestry/render/design";
import { z } from "zod";
import { RecentlyUsed } from "./recently-used.ts";

export const TemplateBody = z.object({ design: Design, metadataSchema: MetadataSchema });
export type TemplateBody = z.infer<typeof TemplateBody>;

export class KnownTemplates extends RecentlyUsed<TemplateBody> {}

/** The template's body: one of `held`, which the database was told of, or the one it sent, which is kept in `known`. */
export function getTemplateBody(
  known: KnownTemplates,
  held: Map<string, TemplateBody>,
  template: NonNullable<IssuingContext["template"]>,
): TemplateBody {
  const body = held.get(template.versionId) ?? TemplateBody.parse(template.body);
  known.keep(template.versionId, body);
  return body;
}
