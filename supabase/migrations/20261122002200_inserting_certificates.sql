-- Certificates of one template with their events, for whoever commits them; `origin` says what they share, and `expected` of which uuids
-- they may be (null: of any). Answers the uuids of those that were added: an id that is taken adds none.
create type attestry.certificate_origin as (
  template_owner_id uuid,
  template_id uuid,
  template_version integer,
  pdf_pack text
);

create function attestry.insert_certificates(
  issuer attestry.principal, origin attestry.certificate_origin, wanted jsonb, expected uuid[]
)
returns setof uuid
language plpgsql
set search_path = ''
as $$
begin
  return query
  with added as (
    insert into attestry.certificates as c (
      id, organization_id, environment, certificate_id, template_owner_id, template_id, template_version,
      recipient_email, issued_at, expires_at, document, certificate_hash, sealed_private,
      pdf_sha256, pdf_size_bytes, pdf_pack, created_by
    )
    select
      item."certificateUuid", issuer.organization_id, issuer.environment, item."certificateId",
      origin.template_owner_id, origin.template_id, origin.template_version,
      item."recipientEmail", item."issuedAt", item."expiresAt", item.document, item."certificateHash", item."sealedPrivate",
      item."pdfSha256", item."pdfSizeBytes", origin.pdf_pack, issuer.api_key_id
    from jsonb_to_recordset(wanted) as item (
      "certificateUuid" uuid, "certificateId" text, "recipientEmail" text, "issuedAt" timestamptz, "expiresAt" timestamptz,
      document text, "certificateHash" text, "sealedPrivate" text, "pdfSha256" text, "pdfSizeBytes" integer
    )
    where expected is null
      or item."certificateUuid" = any (expected)
    -- Two that insert the same ids wait for one another, and not in a circle.
    order by item."certificateId"
    on conflict on constraint certificates_certificate_id_key do nothing
    returning c.id, c.organization_id, c.environment
  ),
  event as (
    insert into attestry.events (organization_id, environment, type, certificate_uuid, sequence)
    select added.organization_id, added.environment, 'certificate.issued', added.id, 1
    from added
  )
  select added.id
  from added;
end
$$;

-- As before, with the insertion in a function of its own. An id that a row of a batch waits to issue is taken, too: who was accepted first has it.
create or replace function api.commit_certificates(input jsonb)
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
    'hasWebhooks', attestry.has_webhooks(caller.organization_id, caller.environment),
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
  added uuid[];
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  taken := (
    select string_agg(i.certificate_id, ', ')
    from attestry.batch_items i
    where i.organization_id = caller.organization_id
      and i.environment = caller.environment
      and i.status = 'pending'
      and i.certificate_id = any (array(select item ->> 'certificateId' from jsonb_array_elements(wanted) as item))
  );
  if taken is not null then
    perform attestry.refuse(caller, 'PT409', 'CERTIFICATE_EXISTS', taken);
  end if;

  added := array(
    select attestry.insert_certificates(
      caller,
      (
        input #>> '{template,ownerId}', input #>> '{template,id}', input #>> '{template,version}', null
      )::attestry.certificate_origin,
      wanted,
      null
    )
  );

  if cardinality(added) <> jsonb_array_length(wanted) then
    perform attestry.refuse(caller, 'PT409', 'CERTIFICATE_EXISTS', (
      select string_agg(item ->> 'certificateId', ', ')
      from jsonb_array_elements(wanted) as item
      where (item ->> 'certificateUuid')::uuid <> all (added)
    ));
  end if;

  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  select caller.organization_id, caller.environment, caller.api_key_id, 'certificate.issue', item ->> 'certificateId', request
  from jsonb_array_elements(wanted) as item;

  if caller.environment = 'live' then
    perform attestry.spend_credits(caller, jsonb_array_length(wanted), request);
  end if;
  return answer;
end
$$;

revoke all on function attestry.insert_certificates(attestry.principal, attestry.certificate_origin, jsonb, uuid[]) from public;
