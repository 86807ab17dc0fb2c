import { FieldType } from "@attestry/certificate/metadata-schema";
import type { TemplateRow } from "@attestry/database/template-row";
import { z } from "zod";
import { Moment } from "../requests/fields.ts";
import { exampleMetadataSchema } from "./example-design.ts";

const Field = z.strictObject({
  key: z.string().meta({ example: "identification_no" }),
  label: z.string().meta({ example: "Identification No." }),
  type: FieldType.meta({ example: "text" }),
  visibility: z
    .enum(["public", "private"])
    .meta({ description: "Whether its value belongs in publicMetadata or privateMetadata." }),
  required: z.boolean().optional().meta({ description: "There when true.", example: true }),
  options: z
    .array(z.string())
    .optional()
    .meta({ description: "There for the type `choice`.", example: ["Pass", "Distinction"] }),
  labels: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: "The label in other languages, when there are any.", example: { ms: "No. Pengenalan" } }),
});

/** What the list tells of a template, in the seed's order. */
const shownFields = {
  id: z.guid().meta({ example: "8e884cad-6a34-4f15-9d6d-0c2798d4d002" }),
  name: z.string().meta({ example: "Classic Academic" }),
  description: z.string().meta({ example: "Formal certificate with a strong border." }),
  is_premium: z.boolean().meta({ example: false }),
  is_active: z.boolean().meta({ example: true }),
  metadata_schema: z
    .strictObject({
      fields: z.array(Field),
      strict: z.boolean().optional().meta({ description: "There when true: undeclared metadata is refused.", example: true }),
    })
    .meta({
      example: { fields: [{ key: "identification_no", label: "Identification No.", type: "text", visibility: "private" }] },
    }),
  updated_at: Moment,
};

const archivedAt = { archived_at: Moment.optional().meta({ description: "There when the template is archived." }) };

export const ListedTemplate = z.strictObject({ ...shownFields, ...archivedAt }).meta({ id: "Template" });

export const changedFields = {
  ...shownFields,
  id: shownFields.id.meta({ example: "2b7e1f60-9c4d-4a18-8f35-d0a6c2e9b741" }),
  name: shownFields.name.meta({ example: "Workshop" }),
  description: shownFields.description.meta({ example: "One afternoon, one page." }),
  metadata_schema: shownFields.metadata_schema.meta({ example: exampleMetadataSchema }),
  version: z.int().meta({ description: "Counted from 1.", example: 1 }),
  created_at: Moment,
  ...archivedAt,
};

/** A template as a write answers it: its design is the one that was sent. */
export const WrittenTemplate = z.strictObject(changedFields).meta({ id: "WrittenTemplate" });

export function toListedTemplate(row: TemplateRow): z.infer<typeof ListedTemplate> {
  const { id, name, description, isPremium, isActive, metadataSchema, updatedAt, archivedAt: archived } = row;
  return {
    id,
    name,
    description,
    is_premium: isPremium,
    is_active: isActive,
    metadata_schema: metadataSchema,
    updated_at: updatedAt,
    ...(archived !== null && { archived_at: archived }),
  };
}

export function toWrittenTemplate(row: TemplateRow): z.infer<typeof WrittenTemplate> {
  const { archived_at: archived, ...listed } = toListedTemplate(row);
  return {
    ...listed,
    version: row.version,
    created_at: row.createdAt,
    ...(archived !== undefined && { archived_at: archived }),
  };
}
