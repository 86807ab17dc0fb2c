import { MetadataSchema } from "@attestry/certificate/metadata-schema";
import { z } from "zod";
import { Caller } from "./caller.ts";

/** A template as attestry.template_json gives it: all but its design. */
export const TemplateRow = z.object({
  id: z.guid(),
  name: z.string(),
  description: z.string(),
  isPremium: z.boolean(),
  isActive: z.boolean(),
  archivedAt: z.string().nullable(),
  version: z.int(),
  metadataSchema: MetadataSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type TemplateRow = z.infer<typeof TemplateRow>;

/** What a write answers: the template as it is now, or the assets that its design names and nobody uploaded, and then nothing was written. */
export const DesignedTemplate = Caller.extend({
  isReplay: z.boolean(),
  missingAssets: z.array(z.string()),
  template: TemplateRow.nullable(),
});
export type DesignedTemplate = z.infer<typeof DesignedTemplate>;

/** What moving a template to another status answers. */
export const MovedTemplate = Caller.extend({ isReplay: z.boolean(), template: TemplateRow });
export type MovedTemplate = z.infer<typeof MovedTemplate>;
