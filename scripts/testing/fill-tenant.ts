// Brings a sandbox to the edge of a limit at once.
import type { Sql } from "postgres";
import { ApiClient } from "./api-client.ts";
import { createTemplate } from "./make-template.ts";
import type { TestOrganization } from "./test-organization.ts";

/** Until it records so many assets; of those that are made up here no bytes are stored. */
export async function fillAssets(sql: Sql, { id, sandbox }: TestOrganization, count: number): Promise<void> {
  await sql`
    insert into attestry.assets (organization_id, environment, sha256, media_type, size_bytes, created_by)
    select ${id}, 'sandbox', encode(sha256(n::text::bytea), 'hex'), 'image/png', 100, ${sandbox.id}
    from generate_series(1, ${count} - (
      select count(*)::int from attestry.assets where organization_id = ${id} and environment = 'sandbox'
    )) as n`;
}

/** Until it has so many templates, all alike. */
export async function fillTemplates(sql: Sql, apiUrl: string, { sandbox }: TestOrganization, count: number): Promise<void> {
  const { id } = await createTemplate(new ApiClient(apiUrl, sandbox.secret));
  await sql`
    with copies as (
      insert into attestry.templates (organization_id, environment, name, current_version)
      select t.organization_id, t.environment, t.name, 1
      from attestry.templates t, generate_series(2, ${count}) where t.id = ${id}
      returning *
    )
    insert into attestry.template_versions (organization_id, environment, template_id, version, design, metadata_schema)
    select c.organization_id, c.environment, c.id, 1, v.design, v.metadata_schema
    from copies c, attestry.template_versions v where v.template_id = ${id}`;
}
