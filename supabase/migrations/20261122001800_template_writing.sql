-- The caller's own template, locked. Raises PT403 for the platform's, which everyone sees, and PT404 for what the caller cannot see.
create function attestry.own_template(caller attestry.principal, wanted uuid)
returns attestry.templates
language plpgsql
set search_path = ''
as $$
declare
  template attestry.templates;
begin
  select t.* into template
  from attestry.templates t
  where t.organization_id = caller.organization_id
    and t.environment = caller.environment
    and t.id = wanted
  for update;

  if not found then
    if exists (
      select
      from attestry.templates t
      where t.organization_id = '00000000-0000-0000-0000-000000000000'
        and t.environment = caller.environment
        and t.id = wanted
    ) then
      perform attestry.refuse(caller, 'PT403', 'FORBIDDEN', 'platform_template');
    end if;
    perform attestry.refuse(caller, 'PT404', 'TEMPLATE_NOT_FOUND');
  end if;
  return template;
end
$$;

create function attestry.audit_template(caller attestry.principal, action text, template attestry.templates, request_id text)
returns void
language sql
set search_path = ''
as $$
  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  values (
    caller.organization_id, caller.environment, caller.api_key_id, action,
    template.id || ' v' || template.current_version, request_id
  );
$$;

-- Writes nothing when an asset is missing: the answer names those. Raises PT401, PT403, PT409 LIMIT_REACHED or IDEMPOTENCY_CONFLICT.
create function api.create_template(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.write');
  most constant integer := 200;
  missing constant jsonb := attestry.missing_assets(caller, input -> 'assets');
  template attestry.templates;
  answer jsonb;
  earlier jsonb;
begin
  template.id := gen_random_uuid();
  template.organization_id := caller.organization_id;
  template.environment := caller.environment;
  template.name := input ->> 'name';
  template.description := input ->> 'description';
  template.is_premium := false;
  template.is_active := (input ->> 'isActive')::boolean;
  template.is_default := false;
  template.current_version := 1;
  template.created_at := now();
  template.updated_at := now();
  answer := attestry.caller_json(caller) || jsonb_build_object('isReplay', false, 'missingAssets', missing);
  if missing <> '[]'::jsonb then
    return answer || jsonb_build_object('template', null);
  end if;

  answer := answer || jsonb_build_object('template', attestry.template_json(template, input -> 'metadataSchema'));
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  perform attestry.lock_count(caller, 'templates');
  if (
    select count(*)
    from attestry.templates t
    where t.organization_id = caller.organization_id
      and t.environment = caller.environment
  ) >= most then
    perform attestry.refuse(
      caller, 'PT409', 'LIMIT_REACHED', format('An environment holds %s templates at most, archived ones included.', most)
    );
  end if;

  insert into attestry.templates (
    id, organization_id, environment, name, description, is_premium, is_active, is_default, current_version, created_at, updated_at
  )
  values (
    template.id, template.organization_id, template.environment, template.name, template.description, template.is_premium,
    template.is_active, template.is_default, template.current_version, template.created_at, template.updated_at
  );

  insert into attestry.template_versions (organization_id, environment, template_id, version, design, metadata_schema)
  values (template.organization_id, template.environment, template.id, 1, input -> 'design', input -> 'metadataSchema');
  perform attestry.audit_template(caller, 'template.create', template, input ->> 'requestId');
  return answer;
end
$$;

-- Adds a version when design or fields differ; certificates keep the version they were issued with.
-- Writes nothing when an asset is missing: the answer names those.
-- Raises PT401, PT403, PT404 TEMPLATE_NOT_FOUND, PT409 TEMPLATE_VERSION_CONFLICT, LIMIT_REACHED or IDEMPOTENCY_CONFLICT.
create function api.update_template(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.write');
  most constant integer := 1000;
  template attestry.templates := attestry.own_template(caller, (input ->> 'templateId')::uuid);
  missing constant jsonb := attestry.missing_assets(caller, input -> 'assets');
  found_version constant integer := template.current_version;
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false, 'missingAssets', missing);
  earlier jsonb;
begin
  if missing <> '[]'::jsonb then
    return answer || jsonb_build_object('template', null);
  end if;

  if not exists (
    select
    from attestry.template_versions v
    where v.organization_id = template.organization_id
      and v.environment = template.environment
      and v.template_id = template.id
      and v.version = found_version
      and v.design = input -> 'design'
      and v.metadata_schema = input -> 'metadataSchema'
  ) then
    template.current_version := found_version + 1;
  end if;
  template.name := input ->> 'name';
  template.description := input ->> 'description';
  template.updated_at := now();

  answer := answer || jsonb_build_object('template', attestry.template_json(template, input -> 'metadataSchema'));
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  if (input ->> 'expectedVersion')::integer <> found_version then
    perform attestry.refuse(caller, 'PT409', 'TEMPLATE_VERSION_CONFLICT', found_version::text);
  elsif template.current_version > most then
    perform attestry.refuse(caller, 'PT409', 'LIMIT_REACHED', format('A template has %s versions at most.', most));
  end if;

  if template.current_version > found_version then
    insert into attestry.template_versions (organization_id, environment, template_id, version, design, metadata_schema)
    values (
      template.organization_id, template.environment, template.id, template.current_version,
      input -> 'design', input -> 'metadataSchema'
    );
  end if;

  update attestry.templates t
  set name = template.name,
      description = template.description,
      current_version = template.current_version,
      updated_at = template.updated_at
  where t.organization_id = template.organization_id
    and t.environment = template.environment
    and t.id = template.id;
  perform attestry.audit_template(caller, 'template.update', template, input ->> 'requestId');
  return answer;
end
$$;

-- Moves a template to active or archived; where it is there already, nothing changes. An archived template is nobody's default.
create function attestry.move_template(caller attestry.principal, input jsonb, active boolean)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  template attestry.templates := attestry.own_template(caller, (input ->> 'templateId')::uuid);
  changes constant boolean := case when active then not template.is_active else template.archived_at is null end;
  answer jsonb;
  earlier jsonb;
begin
  if changes then
    template.is_active := active;
    template.is_default := template.is_default and active;
    template.archived_at := case when not active then now() end;
    template.updated_at := now();
  end if;

  answer := attestry.caller_json(caller) || jsonb_build_object('isReplay', false, 'template', attestry.template_json(template, (
    select v.metadata_schema
    from attestry.template_versions v
    where v.organization_id = template.organization_id
      and v.environment = template.environment
      and v.template_id = template.id
      and v.version = template.current_version
  )));
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  elsif not changes then
    return answer;
  end if;

  update attestry.templates t
  set is_active = template.is_active,
      is_default = template.is_default,
      archived_at = template.archived_at,
      updated_at = template.updated_at
  where t.organization_id = template.organization_id
    and t.environment = template.environment
    and t.id = template.id;
  perform attestry.audit_template(
    caller, case when active then 'template.activate' else 'template.archive' end, template, input ->> 'requestId'
  );
  return answer;
end
$$;

-- Requests that begin from now on can issue with it, also when it was archived. Raises PT401, PT403, PT404 TEMPLATE_NOT_FOUND, PT409 IDEMPOTENCY_CONFLICT.
create function api.activate_template(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.write');
begin
  return attestry.move_template(caller, input, true);
end
$$;

-- Requests that begin from now on cannot issue with it. Raises PT401, PT403, PT404 TEMPLATE_NOT_FOUND, PT409 IDEMPOTENCY_CONFLICT.
create function api.archive_template(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.write');
begin
  return attestry.move_template(caller, input, false);
end
$$;

revoke all on function attestry.own_template(attestry.principal, uuid) from public;
revoke all on function attestry.audit_template(attestry.principal, text, attestry.templates, text) from public;
revoke all on function attestry.move_template(attestry.principal, jsonb, boolean) from public;
revoke all on function api.create_template(jsonb) from public;
revoke all on function api.update_template(jsonb) from public;
revoke all on function api.activate_template(jsonb) from public;
revoke all on function api.archive_template(jsonb) from public;
grant execute on function api.create_template(jsonb) to service_role;
grant execute on function api.update_template(jsonb) to service_role;
grant execute on function api.activate_template(jsonb) to service_role;
grant execute on function api.archive_template(jsonb) to service_role;
