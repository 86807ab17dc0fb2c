// Which metadata a template knows, as it is stored with a version. A field's visibility must never be guessed: it stands in the row.
import { z } from "zod";

export const FieldType = z.enum(["text", "number", "date", "boolean", "url", "email", "choice"]);
export type FieldType = z.infer<typeof FieldType>;

/** `options` are the values a `choice` may have; `labels` are the label in other languages, by language tag. */
export const MetadataField = z.object({
  key: z.string(),
  label: z.string(),
  type: FieldType,
  visibility: z.enum(["public", "private"]),
  required: z.boolean().optional(),
  options: z.array(z.string()).optional(),
  labels: z.record(z.string(), z.string()).optional(),
});
export type MetadataField = z.infer<typeof MetadataField>;

/** Missing `required` and `strict` are false: that is what older versions of templates say. */
export const MetadataSchema = z.object({ fields: z.array(MetadataField), strict: z.boolean().optional() });
export type MetadataSchema = z.infer<typeof MetadataSchema>;
