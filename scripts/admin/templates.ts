import { Environment } from "@attestry/certificate/environment";
import { MetadataSchemaInput } from "@attestry/issuing/metadata-schema-input";
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
  metadataSchema: MetadataSchemaInput,
  design: Design,
});
export type TemplateFile = z.infer<typeof TemplateFile>;

export type TemplateImport = TemplateFile & { organizationId: string; environment: "sandbox" | "live"; isDefault: boolean };

/** Adds a template, or a version to one whose design or fields changed; importing the same twice changes nothing. */
export async function importTemplate(sql: Sql, template: TemplateImport): Promise<{ id: string; version: number }> {
  const [row] = await sql`select admin.import_template(${JSON.stringify(template)}::text::jsonb) as imported`;
  return z.object({ id: z.guid(), version: z.int() }).parse(row?.imported);
}

const ListedTemplate = z.object({
  id: z.guid(),
  environment: Environment,
  owner: z.string(),
  name: z.string(),
  version: z.int(),
  default: z.boolean(),
  active: z.boolean(),
});

/** An organization's own templates and the platform's. `default`: taken where a request names none, which is its own default if it has one. */
export async function listTemplates(sql: Sql, organizationId: string) {
  const rows = await sql`
    select t.id, t.environment, o.slug as owner, t.name, t.current_version as version,
      t.is_default and not (
        t.organization_id = ${platformId}
        and exists (
          select
          from attestry.templates own
          where own.organization_id = ${organizationId}
            and own.environment = t.environment
            and own.is_default
        )
      ) as default,
      t.is_active as active
    from attestry.templates t
    join attestry.organizations o on o.id = t.organization_id
    where t.organization_id in (${organizationId}, ${platformId})
    order by t.environment, t.organization_id = ${platformId}, t.name`;
  return z.array(ListedTemplate).parse(rows);
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
