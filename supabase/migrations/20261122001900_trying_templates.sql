-- What it takes to print with a template without issuing anything: issuer, logo, template version. In the shape of the issuing context.
create function attestry.printing_json(caller attestry.principal, version attestry.template_versions, input jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select attestry.caller_json(caller) || jsonb_build_object(
    'organization', jsonb_build_object(
      'id', o.id,
      'slug', o.slug,
      'name', o.name,
      'certificatePrefix', o.certificate_prefix,
      'isPrimary', o.is_primary,
      'logoSha256', o.logo_sha256,
      'logo', case
        when o.logo_sha256 is not null and not (input -> 'knownLogos') ? o.logo_sha256
        then jsonb_build_object('mediaType', o.logo_media_type, 'base64', encode(o.logo_bytes, 'base64'))
      end
    ),
    'template', case when version.id is not null then jsonb_build_object(
      'id', version.template_id,
      'ownerId', version.organization_id,
      'version', version.version,
      'versionId', version.id,
      'body', case
        when not (input -> 'knownTemplateVersions') ? version.id::text
        then jsonb_build_object('design', version.design, 'metadataSchema', version.metadata_schema)
      end
    ) end
  )
  from attestry.organizations o
  where o.id = caller.organization_id;
$$;

-- The current version of a template that the caller sees, its own before the platform's.
create function attestry.find_current_version(caller attestry.principal, wanted uuid, only_active boolean)
returns attestry.template_versions
language sql
stable
set search_path = ''
as $$
  select v.*
  from attestry.templates t
  join attestry.template_versions v
    on v.organization_id = t.organization_id
    and v.environment = t.environment
    and v.template_id = t.id
    and v.version = t.current_version
  where t.organization_id in (caller.organization_id, '00000000-0000-0000-0000-000000000000')
    and t.environment = caller.environment
    and t.id = wanted
    and (t.is_active or not only_active)
  order by t.organization_id <> caller.organization_id
  limit 1;
$$;

-- For the preview of a template of any status, or of a design that is not stored (no templateId). Raises PT401, PT403, PT404 TEMPLATE_NOT_FOUND.
create function api.get_preview_context(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.read');
  version attestry.template_versions :=
    attestry.find_current_version(caller, (input ->> 'templateId')::uuid, false);
begin
  if input ->> 'templateId' is not null and version.id is null then
    perform attestry.refuse(caller, 'PT404', 'TEMPLATE_NOT_FOUND');
  end if;
  return attestry.printing_json(caller, version, input) || jsonb_build_object(
    'missingAssets', attestry.missing_assets(caller, input -> 'assets')
  );
end
$$;

-- For a trial of a design that is about to be stored. Raises PT401, PT403.
create function api.get_trial_context(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.write');
begin
  return attestry.printing_json(caller, null, input) || jsonb_build_object(
    'missingAssets', attestry.missing_assets(caller, input -> 'assets')
  );
end
$$;

-- For a check of certificates before they are issued: the template must be active, and the ids that are taken are named.
-- Raises PT401, PT403, PT404 TEMPLATE_NOT_FOUND.
create function api.get_preflight_context(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  version attestry.template_versions :=
    attestry.find_current_version(caller, (input ->> 'templateId')::uuid, true);
  taken jsonb;
begin
  if version.id is null then
    perform attestry.refuse(caller, 'PT404', 'TEMPLATE_NOT_FOUND');
  end if;

  select coalesce(jsonb_agg(wanted), '[]'::jsonb) into taken
  from jsonb_array_elements_text(input -> 'certificateIds') as wanted
  where (attestry.find_certificate(caller.organization_id, caller.environment, wanted)).id is not null;
  return attestry.printing_json(caller, version, input) || jsonb_build_object('takenCertificateIds', taken);
end
$$;

revoke all on function attestry.printing_json(attestry.principal, attestry.template_versions, jsonb) from public;
revoke all on function attestry.find_current_version(attestry.principal, uuid, boolean) from public;
revoke all on function api.get_preview_context(jsonb) from public;
revoke all on function api.get_trial_context(jsonb) from public;
revoke all on function api.get_preflight_context(jsonb) from public;
grant execute on function api.get_preview_context(jsonb) to service_role;
grant execute on function api.get_trial_context(jsonb) to service_role;
grant execute on function api.get_preflight_context(jsonb) to service_role;
