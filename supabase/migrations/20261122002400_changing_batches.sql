-- Whoever changes more than one chunk of a batch takes their locks first, in the order of their numbers, and the batch's after them: so
-- does a commit with its one, and nobody waits in a circle.
create function attestry.lock_chunks(batch attestry.batches)
returns void
language sql
set search_path = ''
as $$
  select
  from attestry.batch_chunks c
  where c.organization_id = batch.organization_id
    and c.environment = batch.environment
    and c.batch_id = batch.id
  order by c.number
  for update;
$$;

-- What is not issued yet never will be, and its credits are given back. Raises PT401, PT403, PT404 BATCH_NOT_FOUND,
-- PT409 BATCH_FINISHED or IDEMPOTENCY_CONFLICT.
create function api.cancel_batch(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  batch attestry.batches := attestry.require_batch(caller, input ->> 'reference');
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false, 'batch', null);
  earlier jsonb;
  ended integer;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  perform attestry.lock_chunks(batch);

  update attestry.batch_items i
  set status = 'cancelled'
  where i.organization_id = batch.organization_id
    and i.environment = batch.environment
    and i.batch_id = batch.id
    and i.status = 'pending';
  get diagnostics ended = row_count;

  if ended = 0 then
    perform attestry.refuse(caller, 'PT409', 'BATCH_FINISHED');
  end if;

  update attestry.batch_chunks c
  set pending_count = 0,
      lease_token = null,
      lone_line = null
  where c.organization_id = batch.organization_id
    and c.environment = batch.environment
    and c.batch_id = batch.id
    and c.pending_count > 0;

  batch := attestry.settle_batch(
    batch.organization_id, batch.environment, batch.id, 0, 0, ended, input ->> 'requestId'
  );

  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  values (caller.organization_id, caller.environment, caller.api_key_id, 'batch.cancel', batch.id, input ->> 'requestId');

  answer := answer || jsonb_build_object('batch', attestry.batch_json(batch));
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

-- What failed for no fault of its own waits again, but for ids that others spoke for; answers how many. In order of the ids, as a batch
-- that is submitted takes them.
create function attestry.reopen_items(batch attestry.batches)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  item record;
  reopened integer := 0;
begin
  for item in
    select i.line
    from attestry.batch_items i
    where i.organization_id = batch.organization_id
      and i.environment = batch.environment
      and i.batch_id = batch.id
      and i.status = 'failed'
      and i.error_code in ('INTERNAL_ERROR', 'INVALID_API_KEY')
      and exists (
        select
        from attestry.batch_chunks c
        where c.organization_id = i.organization_id
          and c.environment = i.environment
          and c.batch_id = i.batch_id
          and c.number = i.chunk_number
          and c.sealed_inputs is not null
      )
      and not exists (
        select
        from attestry.batch_items other
        where other.organization_id = i.organization_id
          and other.environment = i.environment
          and other.certificate_id = i.certificate_id
          and other.status = 'pending'
      )
    order by i.certificate_id
  loop
    update attestry.batch_items i
    set status = 'pending',
        error_code = null,
        error_message = null,
        attempt_count = 0,
        crash_count = 0
    where i.organization_id = batch.organization_id
      and i.environment = batch.environment
      and i.batch_id = batch.id
      and i.line = item.line;
    reopened := reopened + 1;
  end loop;
  return reopened;
end
$$;

revoke all on function attestry.reopen_items(attestry.batches) from public;

-- Rows that failed while they were issued, and not for what they say, wait again, with credits reserved anew and in the name of whoever
-- retries: those whose contents are still held, and whose id no other batch is about to issue. Raises PT401, PT403, PT402 QUOTA_EXCEEDED, PT404 BATCH_NOT_FOUND, PT409 NOTHING_TO_RETRY or IDEMPOTENCY_CONFLICT.
create function api.retry_batch(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  batch attestry.batches := attestry.require_batch(caller, input ->> 'reference');
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false, 'batch', null);
  earlier jsonb;
  retried integer;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  perform attestry.lock_chunks(batch);

  begin
    retried := attestry.reopen_items(batch);
  exception
    when unique_violation then
      -- Another batch spoke for an id at this very moment. Now its rows can be seen, and are left out.
      begin
        retried := attestry.reopen_items(batch);
      exception
        when unique_violation then
          retried := 0;
      end;
  end;

  if retried = 0 then
    perform attestry.refuse(caller, 'PT409', 'NOTHING_TO_RETRY');
  end if;

  update attestry.batch_chunks c
  set pending_count = waiting.count,
      pending_since = now(),
      available_at = now(),
      lease_token = null,
      lone_line = null,
      crash_count = 0
  from (
    select i.chunk_number, count(*) as count
    from attestry.batch_items i
    where i.organization_id = batch.organization_id
      and i.environment = batch.environment
      and i.batch_id = batch.id
      and i.status = 'pending'
    group by i.chunk_number
  ) as waiting
  where c.organization_id = batch.organization_id
    and c.environment = batch.environment
    and c.batch_id = batch.id
    and c.number = waiting.chunk_number
    and c.pending_count <> waiting.count;

  update attestry.batches b
  set failed_count = b.failed_count - retried,
      status = 'processing',
      created_by = caller.api_key_id,
      started_at = coalesce(b.started_at, now()),
      finished_at = null
  where b.organization_id = batch.organization_id
    and b.environment = batch.environment
    and b.id = batch.id
  returning b.* into strict batch;

  if caller.environment = 'live' then
    perform attestry.take_credits(caller, retried, 'reserved', input ->> 'requestId', batch.id);
  end if;

  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  values (caller.organization_id, caller.environment, caller.api_key_id, 'batch.retry', batch.id, input ->> 'requestId');

  answer := answer || jsonb_build_object('batch', attestry.batch_json(batch));
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

revoke all on function attestry.lock_chunks(attestry.batches) from public;
revoke all on function api.cancel_batch(jsonb) from public;
revoke all on function api.retry_batch(jsonb) from public;
grant execute on function api.cancel_batch(jsonb) to service_role;
grant execute on function api.retry_batch(jsonb) to service_role;
