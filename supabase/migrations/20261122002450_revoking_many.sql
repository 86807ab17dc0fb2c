-- As before; the event says no more than that it happened.
create or replace function api.revoke_certificate(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  certificate attestry.certificates :=
    attestry.find_certificate(caller.organization_id, caller.environment, input ->> 'reference');
  answer constant jsonb := jsonb_build_object(
    'isReplay', false,
    'environment', caller.environment,
    'rateLimitPerMinute', caller.rate_limit_per_minute,
    'hasWebhooks', attestry.has_webhooks(caller.organization_id, caller.environment),
    'certificateId', certificate.certificate_id,
    'revokedAt', attestry.iso(now()),
    'reason', input ->> 'reason'
  );
  earlier jsonb;
begin
  if certificate.id is null then
    perform attestry.refuse(caller, 'PT404', 'CERTIFICATE_NOT_FOUND');
  end if;

  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  update attestry.certificates c
  set revoked_at = now(),
      revocation_reason = input ->> 'reason',
      event_sequence = c.event_sequence + 1
  where c.organization_id = caller.organization_id
    and c.environment = caller.environment
    and c.id = certificate.id
    and c.revoked_at is null
  returning c.* into certificate;

  if not found then
    perform attestry.refuse(caller, 'PT409', 'CERTIFICATE_REVOKED');
  end if;

  insert into attestry.events (organization_id, environment, type, certificate_uuid, sequence)
  values (
    certificate.organization_id, certificate.environment, 'certificate.revoked', certificate.id, certificate.event_sequence
  );

  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  values (
    certificate.organization_id, certificate.environment, caller.api_key_id, 'certificate.revoke',
    certificate.certificate_id, input ->> 'requestId'
  );
  return answer;
end
$$;

-- Revokes what is named by id or uuid, or what a batch issued, in one transaction; what is revoked or missing already is told and no
-- hindrance. A dry run changes nothing and is kept nowhere. Raises PT401, PT403, PT404 BATCH_NOT_FOUND, PT409 IDEMPOTENCY_CONFLICT.
create function api.revoke_certificates(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  batch attestry.batches;
  is_dry_run constant boolean := (input ->> 'isDryRun')::boolean;
  ids text[] := array(
    select distinct jsonb_array_elements_text(
      case when jsonb_typeof(input -> 'certificateIds') = 'array' then input -> 'certificateIds' else '[]'::jsonb end
    )
  );
  unknown text[];
  uuids uuid[];
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object(
    'isReplay', false,
    'hasWebhooks', attestry.has_webhooks(caller.organization_id, caller.environment)
  );
  earlier jsonb;
  already text[];
  revoked integer;
begin
  if input ->> 'batchId' is not null then
    batch := attestry.require_batch(caller, input ->> 'batchId');
    ids := array(
      select i.certificate_id
      from attestry.batch_items i
      where i.organization_id = caller.organization_id
        and i.environment = caller.environment
        and i.batch_id = batch.id
        and i.status = 'issued'
    );
  end if;

  if not is_dry_run then
    earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
    if earlier is not null then
      return earlier;
    end if;
  end if;

  -- The human id or, failing that, the uuid.
  select
    coalesce(array_agg(distinct coalesce(named.id, numbered.id)) filter (where coalesce(named.id, numbered.id) is not null), '{}'),
    coalesce(array_agg(wanted order by wanted) filter (where coalesce(named.id, numbered.id) is null), '{}')
  into uuids, unknown
  from unnest(ids) as wanted
  left join attestry.certificates named
    on named.organization_id = caller.organization_id
    and named.environment = caller.environment
    and named.certificate_id = wanted
  left join attestry.certificates numbered
    on numbered.organization_id = caller.organization_id
    and numbered.environment = caller.environment
    and numbered.id = case
      when wanted ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then wanted::uuid
    end;

  -- In one order, so that two calls wait for one another and not in a circle.
  already := array(
    select locked.certificate_id
    from (
      select c.certificate_id, c.revoked_at
      from attestry.certificates c
      where c.organization_id = caller.organization_id
        and c.environment = caller.environment
        and c.id = any (uuids)
      order by c.id
      for update
    ) as locked
    where locked.revoked_at is not null
    order by locked.certificate_id
  );

  if is_dry_run then
    revoked := cardinality(uuids) - cardinality(already);
  else
    with changed as (
      update attestry.certificates c
      set revoked_at = now(),
          revocation_reason = input ->> 'reason',
          event_sequence = c.event_sequence + 1
      where c.organization_id = caller.organization_id
        and c.environment = caller.environment
        and c.id = any (uuids)
        and c.revoked_at is null
      returning c.*
    ),
    event as (
      insert into attestry.events (organization_id, environment, type, certificate_uuid, sequence)
      select changed.organization_id, changed.environment, 'certificate.revoked', changed.id, changed.event_sequence
      from changed
    ),
    audit as (
      insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
      select
        changed.organization_id, changed.environment, caller.api_key_id, 'certificate.revoke', changed.certificate_id,
        input ->> 'requestId'
      from changed
    )
    select count(*) into revoked
    from changed;
  end if;

  answer := answer || jsonb_build_object(
    'isDryRun', is_dry_run,
    'revokedCount', revoked,
    'alreadyRevoked', to_jsonb(already),
    'notFound', to_jsonb(unknown),
    'reason', input ->> 'reason',
    'revokedAt', case when not is_dry_run and revoked > 0 then attestry.iso(now()) end
  );
  if not is_dry_run then
    perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  end if;
  return answer;
end
$$;

revoke all on function api.revoke_certificates(jsonb) from public;
grant execute on function api.revoke_certificates(jsonb) to service_role;

-- An event's data follows from the certificate when it is told; nothing writes it any more.
drop function attestry.certificate_event_data(attestry.certificates);
