import { ApiError } from "@attestry/certificate/api-error";
import type { DesignedTemplate, TemplateRow } from "@attestry/database/template-row";
import { findMissingAssets, listAssets } from "@attestry/issuing/check-design";
import { MetadataSchemaInput } from "@attestry/issuing/metadata-schema-input";
import { line } from "@attestry/issuing/text-fields";
import { Design } from "@attestry/render/design";
import { z } from "zod";
import { exampleDesign, exampleMetadataSchema } from "./example-design.ts";

export const DesignInput = Design.meta({
  id: "TemplateDesign",
  description: "What it looks like; all its members are in its JSON Schema, at `/schemas/template-design.json`.",
  example: exampleDesign,
});

export const SchemaInput = MetadataSchemaInput.meta({
  id: "MetadataSchemaInput",
  description: "Which metadata it knows.",
  example: exampleMetadataSchema,
});

/** What a template consists of, as create and update take it. */
export const templateInput = {
  name: line(100).meta({ example: "Workshop" }),
  description: z
    .union([z.literal(""), line(500)], "must be one line of at most 500 characters")
    .default("")
    .meta({ type: "string", maxLength: 500, example: "One afternoon, one page." }),
  metadata_schema: SchemaInput,
  design: DesignInput,
};

type TemplateInput = z.infer<z.ZodObject<typeof templateInput>>;

/** What both writes send to the database. */
export function toTemplateWrite({ name, description, metadata_schema: metadataSchema, design }: TemplateInput) {
  return { name, description, metadataSchema, design, assets: [...listAssets(design).keys()] };
}

/** The template as it was written. Throws VALIDATION_ERROR when nothing was, since assets are missing. */
export function requireWritten({ template, missingAssets, rateLimitPerMinute }: DesignedTemplate, design: Design): TemplateRow {
  if (template) return template;
  throw new ApiError("VALIDATION_ERROR", { issues: findMissingAssets(design, missingAssets), rateLimitPerMinute });
}
