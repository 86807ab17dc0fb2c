-- A template is active (it can be issued with), archived (put away), or neither: inactive, a draft.
alter table attestry.templates
  add column archived_at timestamptz,
  add constraint templates_archived_is_not_active check (archived_at is null or not is_active);

-- What the API tells of a template without its design.
create function attestry.template_json(t attestry.templates, metadata_schema jsonb)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', t.id,
  'name', t.name,
  'description', t.description,
  'isPremium', t.is_premium,
  'isActive', t.is_active,
  'archivedAt', attestry.iso(t.archived_at),
  'version', t.current_version,
  'metadataSchema', metadata_schema,
  'createdAt', attestry.iso(t.created_at),
  'updatedAt', attestry.iso(t.updated_at)
);

-- Of one status, or all; a call that names none gets the active ones. Raises PT401, PT403.
create or replace function api.list_templates(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.read');
  platform constant uuid := '00000000-0000-0000-0000-000000000000';
  wanted constant text := coalesce(input ->> 'status', 'active');
  listed jsonb;
begin
  select coalesce(
    jsonb_agg(
      attestry.template_json(t, v.metadata_schema)
      order by t.organization_id = platform, t.is_default desc, t.name, t.id
    ),
    '[]'::jsonb
  )
  into listed
  from attestry.templates t
  join attestry.template_versions v
    on v.organization_id = t.organization_id
    and v.environment = t.environment
    and v.template_id = t.id
    and v.version = t.current_version
  where t.organization_id in (caller.organization_id, platform)
    and t.environment = caller.environment
    and case wanted
      when 'active' then t.is_active
      when 'inactive' then not t.is_active and t.archived_at is null
      when 'archived' then t.archived_at is not null
      else wanted = 'all'
    end;
  return attestry.caller_json(caller) || jsonb_build_object('templates', listed);
end
$$;

-- Own templates before the platform's. Of the versions the 100 newest are told. Raises PT401, PT403, PT404 TEMPLATE_NOT_FOUND.
create function api.get_template(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.read');
  platform constant uuid := '00000000-0000-0000-0000-000000000000';
  template attestry.templates;
  latest attestry.template_versions;
begin
  select t.* into template
  from attestry.templates t
  where t.organization_id in (caller.organization_id, platform)
    and t.environment = caller.environment
    and t.id = (input ->> 'templateId')::uuid
  order by t.organization_id = platform
  limit 1;

  if not found then
    perform attestry.refuse(caller, 'PT404', 'TEMPLATE_NOT_FOUND');
  end if;

  select v.* into strict latest
  from attestry.template_versions v
  where v.organization_id = template.organization_id
    and v.environment = template.environment
    and v.template_id = template.id
    and v.version = template.current_version;

  return attestry.caller_json(caller) || jsonb_build_object(
    'template', attestry.template_json(template, latest.metadata_schema) || jsonb_build_object(
      'design', latest.design,
      'versions', (
        select jsonb_agg(jsonb_build_object('version', v.version, 'createdAt', attestry.iso(v.created_at)) order by v.version desc)
        from (
          select each.version, each.created_at
          from attestry.template_versions each
          where each.organization_id = template.organization_id
            and each.environment = template.environment
            and each.template_id = template.id
          order by each.version desc
          limit 100
        ) as v
      )
    )
  );
end
$$;

revoke all on function attestry.template_json(attestry.templates, jsonb) from public;
revoke all on function api.get_template(jsonb) from public;
grant execute on function api.get_template(jsonb) to service_role;
