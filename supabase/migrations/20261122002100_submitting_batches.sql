-- Takes credits out of what is left, or raises PT402 QUOTA_EXCEEDED. One guarded update: the last credit can be taken, and never twice.
create function attestry.take_credits(caller attestry.principal, count integer, kind text, request text, batch uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  balance integer;
begin
  update attestry.tenants
  set credits = credits - count
  where organization_id = caller.organization_id
    and environment = caller.environment
    and credits >= count
  returning credits into balance;

  if not found then
    perform attestry.refuse(caller, 'PT402', 'QUOTA_EXCEEDED');
  end if;

  insert into attestry.credit_ledger (organization_id, environment, kind, amount, balance_after, request_id, batch_id)
  values (caller.organization_id, caller.environment, kind, count, balance, request, batch);
end
$$;

create or replace function attestry.spend_credits(caller attestry.principal, count integer, request text)
returns void
language sql
set search_path = ''
as $$
  select attestry.take_credits(caller, count, 'spent', request, null);
$$;

-- What an idempotency record answers is known only after the work in some functions.
create function attestry.keep_idempotent_result(caller attestry.principal, idempotency jsonb, answer jsonb)
returns void
language sql
set search_path = ''
as $$
  update attestry.idempotency_records
  set result = answer
  where organization_id = caller.organization_id
    and environment = caller.environment
    and route = idempotency ->> 'route'
    and key = idempotency ->> 'key';
$$;

create function attestry.forget_idempotency_key(caller attestry.principal, idempotency jsonb)
returns void
language sql
set search_path = ''
as $$
  delete from attestry.idempotency_records
  where organization_id = caller.organization_id
    and environment = caller.environment
    and route = idempotency ->> 'route'
    and key = idempotency ->> 'key';
$$;

-- What it takes to check and build the rows of a batch: issuer, credits and, of the templates that the rows name (null: the default
-- one), those that are active. Raises PT401, PT403, PT409 IDEMPOTENCY_CONFLICT.
create function api.get_batch_context(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  stored jsonb := attestry.find_idempotent_result(caller, input -> 'idempotency');
begin
  return attestry.printing_json(caller, null, input) || jsonb_build_object(
    'credits', (
      select t.credits
      from attestry.tenants t
      where t.organization_id = caller.organization_id
        and t.environment = caller.environment
    ),
    'templates', (
      select coalesce(
        jsonb_agg(
          attestry.printing_json(caller, chosen.version, input) -> 'template' || jsonb_build_object('wanted', wanted)
        ),
        '[]'::jsonb
      )
      from jsonb_array_elements(input -> 'templateIds') as list (wanted)
      cross join lateral (
        select v as version
        from attestry.templates t
        join attestry.template_versions v
          on v.organization_id = t.organization_id
          and v.environment = t.environment
          and v.template_id = t.id
          and v.version = t.current_version
        where t.organization_id in (caller.organization_id, '00000000-0000-0000-0000-000000000000')
          and t.environment = caller.environment
          and t.is_active
          and case when wanted = 'null' then t.is_default else t.id = (wanted #>> '{}')::uuid end
        order by t.organization_id <> caller.organization_id
        limit 1
      ) as chosen
    ),
    'stored', stored
  );
end
$$;

-- Of some certificate ids those that cannot be issued again, since a certificate has them or a row of a batch waits to issue them.
create function attestry.list_taken_ids(caller attestry.principal, ids text[])
returns table (certificate_id text)
language sql
stable
set search_path = ''
as $$
  select c.certificate_id
  from attestry.certificates c
  where c.organization_id = caller.organization_id
    and c.environment = caller.environment
    and c.certificate_id = any (ids)
  union
  select i.certificate_id
  from attestry.batch_items i
  where i.organization_id = caller.organization_id
    and i.environment = caller.environment
    and i.status = 'pending'
    and i.certificate_id = any (ids)
  union
  -- An id that is another certificate's uuid would stand before it wherever a reference is looked up.
  select wanted
  from unnest(ids) as wanted
  join attestry.certificates c
    on c.organization_id = caller.organization_id
    and c.environment = caller.environment
    and c.id = case
      when wanted ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then wanted::uuid
    end;
$$;

-- Raises PT401, PT403.
create function api.find_taken_ids(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  ids constant text[] := array(select jsonb_array_elements_text(input -> 'certificateIds'));
begin
  return attestry.caller_json(caller) || jsonb_build_object(
    'taken', coalesce((select jsonb_agg(t.certificate_id) from attestry.list_taken_ids(caller, ids) as t), '[]'::jsonb)
  );
end
$$;

-- Puts chunks beside a draft, which the first call creates. May be repeated. Raises PT401, PT403.
create function api.stage_batch_chunks(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  draft constant uuid := input ->> 'batchId';
  is_draft boolean;
begin
  insert into attestry.batches (id, organization_id, environment, name, status, created_by)
  values (draft, caller.organization_id, caller.environment, 'draft', 'draft', caller.api_key_id)
  on conflict on constraint batches_pkey do nothing;

  -- Only a draft takes chunks.
  perform
  from attestry.batches b
  where b.organization_id = caller.organization_id
    and b.environment = caller.environment
    and b.id = draft
    and b.status = 'draft'
  for key share;
  is_draft := found;

  if is_draft then
    insert into attestry.batch_chunks (
      organization_id, environment, batch_id, number, template_owner_id, template_id, template_version, sealed_inputs, draft_items
    )
    select
      caller.organization_id, caller.environment, draft, chunk.number,
      chunk."templateOwnerId", chunk."templateId", chunk."templateVersion", decode(chunk."sealedInputs", 'base64'), chunk.items
    from jsonb_to_recordset(input -> 'chunks') as chunk (
      number integer, "templateOwnerId" uuid, "templateId" uuid, "templateVersion" integer, "sealedInputs" text, items jsonb
    )
    on conflict on constraint batch_chunks_pkey do nothing;
  end if;
  return jsonb_build_object('staged', is_draft);
end
$$;

-- The one step that makes a batch of a draft: ids are spoken for and credits reserved in the same transaction. Where ids are taken
-- and `onError` is refuse, the draft goes and they are named; with skip their rows have failed, with those refused before.
-- Raises PT401, PT403, PT402 QUOTA_EXCEEDED, PT409 IDEMPOTENCY_CONFLICT.
create function api.submit_batch(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  draft constant uuid := input ->> 'batchId';
  request constant text := input ->> 'requestId';
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false, 'taken', '[]'::jsonb);
  earlier jsonb;
  taken jsonb;
  pending integer;
  refused constant integer := jsonb_array_length(input -> 'refused');
  submitted attestry.batches;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    delete from attestry.batches where organization_id = caller.organization_id and environment = caller.environment and id = draft and status = 'draft';
    return earlier;
  end if;

  -- In the order of ids, so that two batches that want the same ones wait for one another and not in a circle.
  insert into attestry.batch_items (
    organization_id, environment, batch_id, line, chunk_number, position, status, certificate_id, certificate_uuid
  )
  select
    c.organization_id, c.environment, c.batch_id, item.line, c.number, item.position, 'pending', item."certificateId", item."certificateUuid"
  from attestry.batch_chunks c
  cross join lateral jsonb_to_recordset(c.draft_items) as item (
    line integer, position integer, "certificateId" text, "certificateUuid" uuid, "isOwnId" boolean
  )
  where c.organization_id = caller.organization_id
    and c.environment = caller.environment
    and c.batch_id = draft
    and not (
      item."isOwnId"
      and item."certificateId" in (
        select t.certificate_id
        from attestry.list_taken_ids(caller, array(
          select own ->> 'certificateId'
          from attestry.batch_chunks other
          cross join lateral jsonb_array_elements(other.draft_items) as own
          where other.organization_id = caller.organization_id
            and other.environment = caller.environment
            and other.batch_id = draft
            and (own ->> 'isOwnId')::boolean
        )) as t
      )
    )
  order by item."certificateId"
  on conflict (organization_id, environment, certificate_id) where status = 'pending' do nothing;
  get diagnostics pending = row_count;

  select coalesce(jsonb_agg(jsonb_build_object('line', item.line, 'certificateId', item."certificateId") order by item.line), '[]'::jsonb)
  into taken
  from attestry.batch_chunks c
  cross join lateral jsonb_to_recordset(c.draft_items) as item (line integer, "certificateId" text)
  where c.organization_id = caller.organization_id
    and c.environment = caller.environment
    and c.batch_id = draft
    and not exists (
      select
      from attestry.batch_items i
      where i.organization_id = caller.organization_id
        and i.environment = caller.environment
        and i.batch_id = draft
        and i.line = item.line
    );

  if pending = 0 or (taken <> '[]'::jsonb and input ->> 'onError' = 'refuse') then
    delete from attestry.batches where organization_id = caller.organization_id and environment = caller.environment and id = draft and status = 'draft';
    perform attestry.forget_idempotency_key(caller, input -> 'idempotency');
    return answer || jsonb_build_object('taken', taken, 'batch', null);
  end if;

  if caller.environment = 'live' then
    perform attestry.take_credits(caller, pending, 'reserved', request, draft);
  end if;

  insert into attestry.batch_items (
    organization_id, environment, batch_id, line, status, certificate_id, error_code, error_message
  )
  select
    caller.organization_id, caller.environment, draft, row.line, 'failed', row."certificateId",
    'CERTIFICATE_EXISTS', 'A certificate with this certificateId exists already, or a batch is about to issue it.'
  from jsonb_to_recordset(taken) as row (line integer, "certificateId" text);

  insert into attestry.batch_items (
    organization_id, environment, batch_id, line, status, certificate_id, error_code, error_message
  )
  select caller.organization_id, caller.environment, draft, row.line, 'failed', row."certificateId", row.code, row.message
  from jsonb_to_recordset(input -> 'refused') as row (line integer, "certificateId" text, code text, message text);

  update attestry.batch_chunks c
  set draft_items = null,
      pending_count = (
        select count(*)
        from attestry.batch_items i
        where i.organization_id = c.organization_id
          and i.environment = c.environment
          and i.batch_id = c.batch_id
          and i.chunk_number = c.number
          and i.status = 'pending'
      ),
      pending_since = now(),
      available_at = now()
  where c.organization_id = caller.organization_id
    and c.environment = caller.environment
    and c.batch_id = draft;

  update attestry.batches
  set name = input ->> 'name',
      status = 'queued',
      total_count = pending + jsonb_array_length(taken) + refused,
      failed_count = jsonb_array_length(taken) + refused,
      request_id = request,
      created_at = now()
  where organization_id = caller.organization_id
    and environment = caller.environment
    and id = draft
    and status = 'draft'
  returning * into strict submitted;

  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  values (caller.organization_id, caller.environment, caller.api_key_id, 'batch.submit', draft, request);

  answer := answer || jsonb_build_object('taken', taken, 'batch', attestry.batch_json(submitted));
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

revoke all on function attestry.take_credits(attestry.principal, integer, text, text, uuid) from public;
revoke all on function attestry.keep_idempotent_result(attestry.principal, jsonb, jsonb) from public;
revoke all on function attestry.forget_idempotency_key(attestry.principal, jsonb) from public;
revoke all on function attestry.list_taken_ids(attestry.principal, text[]) from public;
revoke all on function api.get_batch_context(jsonb) from public;
revoke all on function api.find_taken_ids(jsonb) from public;
revoke all on function api.stage_batch_chunks(jsonb) from public;
revoke all on function api.submit_batch(jsonb) from public;
grant execute on function api.get_batch_context(jsonb) to service_role;
grant execute on function api.find_taken_ids(jsonb) to service_role;
grant execute on function api.stage_batch_chunks(jsonb) to service_role;
grant execute on function api.submit_batch(jsonb) to service_role;
