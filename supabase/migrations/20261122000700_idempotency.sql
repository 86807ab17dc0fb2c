-- A record holds what the first call's function answered; a retry gets that and changes nothing.
create table attestry.idempotency_records (
  organization_id uuid not null,
  environment attestry.environment not null,
  route text not null,
  key text not null,
  request_hash text not null,
  result jsonb not null,
  created_at timestamptz not null default now(),
  constraint idempotency_records_pkey primary key (organization_id, environment, route, key),
  constraint idempotency_records_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint idempotency_records_key_length check (char_length(key) between 1 and 255),
  constraint idempotency_records_request_hash_shape check (request_hash ~ '^[0-9a-f]{64}$')
);

create index idempotency_records_age on attestry.idempotency_records (created_at);

alter table attestry.idempotency_records enable row level security;
alter table attestry.idempotency_records force row level security;

-- The stored answer of an earlier call, marked as a replay, or null. Raises PT409 IDEMPOTENCY_CONFLICT when that call had another body.
create function attestry.find_idempotent_result(caller attestry.principal, idempotency jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  record attestry.idempotency_records;
begin
  select r.* into record
  from attestry.idempotency_records r
  where r.organization_id = caller.organization_id
    and r.environment = caller.environment
    and r.route = idempotency ->> 'route'
    and r.key = idempotency ->> 'key'
    and r.created_at > now() - interval '24 hours';

  if record.request_hash <> idempotency ->> 'requestHash' then
    perform attestry.refuse(caller, 'PT409', 'IDEMPOTENCY_CONFLICT');
  end if;
  -- What the caller may do now is told as it is now.
  return record.result || jsonb_build_object('isReplay', true, 'rateLimitPerMinute', caller.rate_limit_per_minute);
end
$$;

-- Insert first: of any number of concurrent calls with one key exactly one goes on (null is returned), the others wait
-- for its commit and get its answer. When it fails, its record goes with it and the next one takes its place.
create function attestry.claim_idempotency_key(caller attestry.principal, idempotency jsonb, result jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if idempotency is null or jsonb_typeof(idempotency) = 'null' then
    return null;
  end if;

  insert into attestry.idempotency_records as r (organization_id, environment, route, key, request_hash, result)
  values (
    caller.organization_id,
    caller.environment,
    idempotency ->> 'route',
    idempotency ->> 'key',
    idempotency ->> 'requestHash',
    result
  )
  on conflict on constraint idempotency_records_pkey do update
  set request_hash = excluded.request_hash,
      result = excluded.result,
      created_at = excluded.created_at
  where r.created_at <= now() - interval '24 hours';

  if found then
    return null;
  end if;
  return attestry.find_idempotent_result(caller, idempotency);
end
$$;

revoke all on function attestry.find_idempotent_result(attestry.principal, jsonb) from public;
revoke all on function attestry.claim_idempotency_key(attestry.principal, jsonb, jsonb) from public;
