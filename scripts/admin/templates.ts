import { builtInTemplates } from "@attestry/render/built-in-templates";
import { Design } from "@attestry/render/design";
import type { Sql } from "postgres";
import { z } from "zod";

const platformId = "00000000-0000-0000-0000-000000000000";
const defaultTemplateName = "Classic Academic";

/** A template as a file holds it. */
export const TemplateFile = z.strictObject({
  id: z.guid().optional(),
  name: z.string().min(1).max(100),
  description: z.string().max(500).default(""),
  isPremium: z.boolean().default(false),
  metadataSchema: z.strictObject({
    fields: z.array(
      z.strictObject({
        key: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
        label: z.string().min(1).max(100),
        type: z.literal("text"),
        visibility: z.enum(["public", "private"]),
      }),
    ),
  }),
  design: Design,
});
export type TemplateFile = z.infer<typeof TemplateFile>;

export type TemplateImport = TemplateFile & { organizationId: string; environment: "sandbox" | "live"; isDefault: boolean };

/** Adds a template, or a version to one whose design or fields changed; importing the same twice changes nothing. */
export async function importTemplate(sql: Sql, template: TemplateImport): Promise<{ id: string; version: number }> {
  const [row] = await sql`select admin.import_template(${JSON.stringify(template)}::text::jsonb) as imported`;
  return z.object({ id: z.guid(), version: z.int() }).parse(row?.imported);
}

/** Brings the platform's own templates up to what this version of the code ships, in both environments. */
export async function publishBuiltInTemplates(sql: Sql): Promise<void> {
  for (const environment of ["sandbox", "live"] as const) {
    for (const { slug: _slug, ...template } of builtInTemplates) {
      const isDefault = template.name === defaultTemplateName;
      await importTemplate(sql, { ...TemplateFile.parse(template), organizationId: platformId, environment, isDefault });
    }
  }
}
