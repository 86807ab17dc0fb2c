-- The first of the two calls that issue a certificate: everything the Worker needs to build and render it.
-- The design and the logo are sent only to an isolate that does not hold them yet.
-- Raises PT401, PT403, PT404 TEMPLATE_NOT_FOUND, PT409 CERTIFICATE_EXISTS or IDEMPOTENCY_CONFLICT.
create function api.get_issuing_context(input jsonb)
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
    'organization', jsonb_build_object(
      'id', owner.id,
      'slug', owner.slug,
      'name', owner.name,
      'certificatePrefix', owner.certificate_prefix,
      'isPrimary', owner.is_primary,
      'logoSha256', owner.logo_sha256,
      'logo', case
        when owner.logo_sha256 is not null and not (input -> 'knownLogos') ? owner.logo_sha256
        then jsonb_build_object('mediaType', owner.logo_media_type, 'base64', encode(owner.logo_bytes, 'base64'))
      end
    ),
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

-- The second call, and the only step that makes a certificate true: one transaction for one certificate or a hundred.
-- Raises PT401, PT403, PT402 QUOTA_EXCEEDED, PT409 CERTIFICATE_EXISTS (detail: the ids) or IDEMPOTENCY_CONFLICT.
create function api.commit_certificates(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  wanted constant jsonb := input -> 'certificates';
  request constant text := input ->> 'requestId';
  answer constant jsonb := jsonb_build_object(
    'isReplay', false,
    'committedAt', attestry.iso(now()),
    'rateLimitPerMinute', caller.rate_limit_per_minute,
    'certificates', (
      select jsonb_agg(
        jsonb_build_object(
          'certificateId', item -> 'certificateId',
          'certificateUuid', item -> 'certificateUuid',
          'certificateHash', item -> 'certificateHash',
          'issuedAt', item -> 'issuedAt',
          'pdfSha256', item -> 'pdfSha256'
        )
        order by ordinal
      )
      from jsonb_array_elements(wanted) with ordinality as list (item, ordinal)
    )
  );
  earlier jsonb;
  taken text;
  added_count integer;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  with added as (
    insert into attestry.certificates as c (
      id, organization_id, environment, certificate_id, template_owner_id, template_id, template_version,
      recipient_email, issued_at, expires_at, document, certificate_hash, sealed_private,
      pdf_sha256, pdf_size_bytes, created_by
    )
    select
      item."certificateUuid", caller.organization_id, caller.environment, item."certificateId",
      item."templateOwnerId", item."templateId", item."templateVersion",
      item."recipientEmail", item."issuedAt", item."expiresAt", item.document, item."certificateHash", item."sealedPrivate",
      item."pdfSha256", item."pdfSizeBytes", caller.api_key_id
    from jsonb_to_recordset(wanted) as item (
      "certificateUuid" uuid, "certificateId" text, "templateOwnerId" uuid, "templateId" uuid, "templateVersion" integer,
      "recipientEmail" text, "issuedAt" timestamptz, "expiresAt" timestamptz, document text, "certificateHash" text,
      "sealedPrivate" text, "pdfSha256" text, "pdfSizeBytes" integer
    )
    on conflict on constraint certificates_certificate_id_key do nothing
    returning c.*
  ),
  event as (
    insert into attestry.events (organization_id, environment, type, certificate_uuid, sequence, data)
    select
      added.organization_id, added.environment, 'certificate.issued', added.id, 1,
      attestry.certificate_event_data(added::attestry.certificates)
    from added
  ),
  audit as (
    insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
    select added.organization_id, added.environment, caller.api_key_id, 'certificate.issue', added.certificate_id, request
    from added
  )
  select
    string_agg(item ->> 'certificateId', ', ') filter (
      where not exists (
        select
        from added
        where added.id = (item ->> 'certificateUuid')::uuid
      )
    ),
    (select count(*) from added)
  into taken, added_count
  from jsonb_array_elements(wanted) as item;

  if taken is not null or added_count <> jsonb_array_length(wanted) then
    perform attestry.refuse(caller, 'PT409', 'CERTIFICATE_EXISTS', taken);
  end if;

  if caller.environment = 'live' then
    perform attestry.spend_credits(caller, jsonb_array_length(wanted), request);
  end if;
  return answer;
end
$$;

revoke all on function api.get_issuing_context(jsonb) from public;
revoke all on function api.commit_certificates(jsonb) from public;
grant execute on function api.get_issuing_context(jsonb) to service_role;
grant execute on function api.commit_certificates(jsonb) to service_role;
