-- An organization may show its live certificates at a host of its own. Whatever names a certificate's page has to know it.
alter table attestry.organizations add column verify_host text;
alter table attestry.organizations add constraint organizations_verify_host_key unique (verify_host);
alter table attestry.organizations add constraint organizations_verify_host_shape check (
  char_length(verify_host) <= 253 and verify_host ~ '^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z][a-z0-9-]*[a-z0-9]$'
);

alter type attestry.principal add attribute organization_verify_host text;

-- As before, with the host. Raises PT401 INVALID_API_KEY (detail unknown | revoked | expired) and PT403 FORBIDDEN (detail: the missing scope).
create or replace function attestry.authenticate(presented_key_hash text, required_scope text)
returns attestry.principal
language plpgsql
set search_path = ''
as $$
declare
  key record;
begin
  select
    k.id, k.organization_id, k.environment, k.scopes, k.revoked_at, k.expires_at, k.last_used_at,
    t.rate_limit_per_minute, o.slug, o.name, o.is_primary, o.verify_host
  into key
  from attestry.api_keys k
  join attestry.tenants t using (organization_id, environment)
  join attestry.organizations o on o.id = k.organization_id
  where k.key_hash = presented_key_hash;

  if not found then
    raise sqlstate 'PT401' using message = 'INVALID_API_KEY', detail = 'unknown';
  elsif key.revoked_at is not null then
    raise sqlstate 'PT401' using message = 'INVALID_API_KEY', detail = 'revoked';
  elsif key.expires_at <= clock_timestamp() then
    raise sqlstate 'PT401' using message = 'INVALID_API_KEY', detail = 'expired';
  elsif not key.scopes @> array[required_scope] then
    raise sqlstate 'PT403' using message = 'FORBIDDEN', detail = required_scope, hint = key.rate_limit_per_minute::text;
  end if;

  -- Once a minute is exact enough, and a busy key must not make its callers wait for one another.
  if key.last_used_at is null or key.last_used_at < now() - interval '1 minute' then
    update attestry.api_keys
    set last_used_at = now()
    where (organization_id, environment, id) in (
      select organization_id, environment, id
      from attestry.api_keys
      where key_hash = presented_key_hash
      for no key update skip locked
    );
  end if;

  return (
    key.id, key.organization_id, key.environment, key.rate_limit_per_minute, key.slug, key.name, key.is_primary,
    key.verify_host
  )::attestry.principal;
end
$$;

create or replace function attestry.caller_json(caller attestry.principal)
returns jsonb
language sql
immutable
return jsonb_build_object(
  'organization', jsonb_build_object(
    'id', caller.organization_id,
    'slug', caller.organization_slug,
    'name', caller.organization_name,
    'isPrimary', caller.organization_is_primary,
    'verifyHost', caller.organization_verify_host
  ),
  'environment', caller.environment,
  'rateLimitPerMinute', caller.rate_limit_per_minute
);

-- What is printed of an issuer; the logo's bytes are sent only to an isolate that does not hold them yet.
create function attestry.issuer_json(o attestry.organizations, input jsonb)
returns jsonb
language sql
immutable
return jsonb_build_object(
  'id', o.id,
  'slug', o.slug,
  'name', o.name,
  'certificatePrefix', o.certificate_prefix,
  'isPrimary', o.is_primary,
  'verifyHost', o.verify_host,
  'logoSha256', o.logo_sha256,
  'logo', case
    when o.logo_sha256 is not null and not (input -> 'knownLogos') ? o.logo_sha256
    then jsonb_build_object('mediaType', o.logo_media_type, 'base64', encode(o.logo_bytes, 'base64'))
  end
);

revoke all on function attestry.issuer_json(attestry.organizations, jsonb) from public;

-- As before. Raises PT401, PT403, PT404 TEMPLATE_NOT_FOUND, PT409 CERTIFICATE_EXISTS or IDEMPOTENCY_CONFLICT.
create or replace function api.get_issuing_context(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  platform constant uuid := '00000000-0000-0000-0000-000000000000';
  stored jsonb := attestry.find_idempotent_result(caller, input -> 'idempotency');
  owner attestry.organizations;
  chosen record;
begin
  select o.* into strict owner
  from attestry.organizations o
  where o.id = caller.organization_id;

  -- Spares the rendering; that an id is unique is held by the commit.
  if stored is null and exists (
    select
    from attestry.certificates c
    where c.organization_id = caller.organization_id
      and c.environment = caller.environment
      -- An id that is another certificate's uuid would stand before it wherever a reference is looked up.
      and (c.certificate_id = input ->> 'certificateId' or c.id::text = lower(input ->> 'certificateId'))
  ) then
    perform attestry.refuse(caller, 'PT409', 'CERTIFICATE_EXISTS', input ->> 'certificateId');
  end if;

  select t.id, t.name, v.organization_id as owner_id, v.version, v.id as version_id, v.design, v.metadata_schema
  into chosen
  from attestry.templates t
  join attestry.template_versions v
    on v.organization_id = t.organization_id
    and v.environment = t.environment
    and v.template_id = t.id
    and v.version = t.current_version
  where t.organization_id in (caller.organization_id, platform)
    and t.environment = caller.environment
    and t.is_active
    and case when input ->> 'templateId' is null then t.is_default else t.id = (input ->> 'templateId')::uuid end
  order by t.organization_id = platform
  limit 1;

  if not found and stored is null then
    perform attestry.refuse(caller, 'PT404', 'TEMPLATE_NOT_FOUND');
  end if;

  return jsonb_build_object(
    'organization', attestry.issuer_json(owner, input),
    'environment', caller.environment,
    'rateLimitPerMinute', caller.rate_limit_per_minute,
    'credits', (
      select t.credits
      from attestry.tenants t
      where t.organization_id = caller.organization_id
        and t.environment = caller.environment
    ),
    'template', case when chosen.id is not null then jsonb_build_object(
      'id', chosen.id,
      'ownerId', chosen.owner_id,
      'version', chosen.version,
      'versionId', chosen.version_id,
      'body', case
        when not (input -> 'knownTemplateVersions') ? chosen.version_id::text
        then jsonb_build_object('design', chosen.design, 'metadataSchema', chosen.metadata_schema)
      end
    ) end,
    'stored', stored
  );
end
$$;

create or replace function attestry.printing_json(caller attestry.principal, version attestry.template_versions, input jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select attestry.caller_json(caller) || jsonb_build_object(
    'organization', attestry.issuer_json(o, input),
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
