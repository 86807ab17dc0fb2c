-- What an answer needs to name a certificate's pages and files.
create function attestry.caller_json(caller attestry.principal)
returns jsonb
language sql
immutable
return jsonb_build_object(
  'organization', jsonb_build_object(
    'id', caller.organization_id,
    'slug', caller.organization_slug,
    'name', caller.organization_name,
    'isPrimary', caller.organization_is_primary
  ),
  'environment', caller.environment,
  'rateLimitPerMinute', caller.rate_limit_per_minute
);

-- Raises PT401, PT403, PT404 CERTIFICATE_NOT_FOUND.
create function api.get_certificate(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.read');
  certificate attestry.certificates :=
    attestry.find_certificate(caller.organization_id, caller.environment, input ->> 'reference');
begin
  if certificate.id is null then
    perform attestry.refuse(caller, 'PT404', 'CERTIFICATE_NOT_FOUND');
  end if;
  return attestry.caller_json(caller) || jsonb_build_object('certificate', attestry.certificate_json(certificate));
end
$$;

-- Newest first; `after` is the position of the last row of the page before. Answers one row more than `limit` when there
-- is a next page. The plan is made for each call's own filters: a generic one would walk the newest rows for all of them.
create function api.list_certificates(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.read');
  wanted_status constant text := input ->> 'status';
  wanted_email constant text := lower(input ->> 'recipientEmail');
  wanted_template constant uuid := input ->> 'templateId';
  issued_from constant timestamptz := input ->> 'issuedFrom';
  issued_before constant timestamptz := input ->> 'issuedBefore';
  after_time constant timestamptz := input #>> '{after,createdAt}';
  after_id constant uuid := input #>> '{after,id}';
  page jsonb;
begin
  select coalesce(jsonb_agg(row_json order by created_at desc, id desc), '[]'::jsonb) into page
  from (
    select
      c.created_at,
      c.id,
      attestry.certificate_json(c) || jsonb_build_object('createdAt', attestry.iso_microseconds(c.created_at)) as row_json
    from attestry.certificates c
    where c.organization_id = caller.organization_id
      and c.environment = caller.environment
      and (wanted_email is null or lower(c.recipient_email) = wanted_email)
      and (wanted_template is null or c.template_id = wanted_template)
      and (issued_from is null or c.issued_at >= issued_from)
      and (issued_before is null or c.issued_at < issued_before)
      and (after_time is null or (c.created_at, c.id) < (after_time, after_id))
      and (
        wanted_status is null
        or wanted_status = 'revoked' and c.revoked_at is not null
        or wanted_status = 'expired' and c.revoked_at is null and c.expires_at <= now()
        or wanted_status = 'issued' and c.revoked_at is null and (c.expires_at is null or c.expires_at > now())
      )
    order by c.created_at desc, c.id desc
    limit (input ->> 'limit')::integer + 1
  ) as newest;
  return attestry.caller_json(caller) || jsonb_build_object('certificates', page);
end
$$;

-- Raises PT401, PT403.
create function api.list_templates(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.read');
  platform constant uuid := '00000000-0000-0000-0000-000000000000';
  active jsonb;
begin
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', t.id,
        'name', t.name,
        'description', t.description,
        'isPremium', t.is_premium,
        'isActive', t.is_active,
        'metadataSchema', v.metadata_schema,
        'updatedAt', attestry.iso(t.updated_at)
      )
      order by t.organization_id = platform, t.is_default desc, t.name, t.id
    ),
    '[]'::jsonb
  )
  into active
  from attestry.templates t
  join attestry.template_versions v
    on v.organization_id = t.organization_id
    and v.environment = t.environment
    and v.template_id = t.id
    and v.version = t.current_version
  where t.organization_id in (caller.organization_id, platform)
    and t.environment = caller.environment
    and t.is_active;
  return attestry.caller_json(caller) || jsonb_build_object('templates', active);
end
$$;

revoke all on function attestry.caller_json(attestry.principal) from public;
revoke all on function api.get_certificate(jsonb) from public;
revoke all on function api.list_certificates(jsonb) from public;
revoke all on function api.list_templates(jsonb) from public;
grant execute on function api.get_certificate(jsonb) to service_role;
grant execute on function api.list_certificates(jsonb) to service_role;
grant execute on function api.list_templates(jsonb) to service_role;
