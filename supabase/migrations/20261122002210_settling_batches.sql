-- Whoever submitted a batch, as the one in whose name its rows are issued.
create function attestry.submitter_of(b attestry.batches)
returns attestry.principal
language sql
stable
set search_path = ''
as $$
  select (k.id, k.organization_id, k.environment, t.rate_limit_per_minute, o.slug, o.name, o.is_primary, o.verify_host)::attestry.principal
  from attestry.api_keys k
  join attestry.tenants t using (organization_id, environment)
  join attestry.organizations o on o.id = k.organization_id
  where k.organization_id = b.organization_id
    and k.environment = b.environment
    and k.id = b.created_by;
$$;

create function attestry.batch_event_data(b attestry.batches)
returns jsonb
language sql
stable
return jsonb_build_object(
  'batchId', b.id,
  'name', b.name,
  'environment', b.environment,
  'status', b.status,
  'totalCount', b.total_count,
  'issuedCount', b.issued_count,
  'failedCount', b.failed_count,
  'cancelledCount', b.cancelled_count,
  'createdAt', attestry.iso(b.created_at),
  'finishedAt', attestry.iso(b.finished_at)
);

-- Counts what became of some of a batch's pending items, settles their credits, and ends the batch with the last of them.
-- The caller has changed the items and holds their chunks' locks.
create function attestry.settle_batch(
  owner uuid, env attestry.environment, batch uuid, issued integer, failed integer, cancelled integer, request text
)
returns attestry.batches
language plpgsql
set search_path = ''
as $$
declare
  settled attestry.batches;
  balance integer;
begin
  if issued + failed + cancelled = 0 then
    return null;
  end if;

  update attestry.batches b
  set issued_count = b.issued_count + issued,
      failed_count = b.failed_count + failed,
      cancelled_count = b.cancelled_count + cancelled,
      status = case
        when b.issued_count + b.failed_count + b.cancelled_count + issued + failed + cancelled < b.total_count then b.status
        when b.cancelled_count + cancelled > 0 then 'cancelled'
        when b.failed_count + failed > 0 then 'completed_with_errors'
        else 'completed'
      end,
      finished_at = case
        when b.issued_count + b.failed_count + b.cancelled_count + issued + failed + cancelled = b.total_count then clock_timestamp()
      end,
      event_sequence = b.event_sequence + case
        when b.issued_count + b.failed_count + b.cancelled_count + issued + failed + cancelled = b.total_count then 1 else 0
      end
  where b.organization_id = owner
    and b.environment = env
    and b.id = batch
  returning b.* into strict settled;

  if env = 'live' and issued > 0 then
    insert into attestry.credit_ledger (organization_id, environment, kind, amount, request_id, batch_id)
    values (owner, env, 'settled', issued, request, batch);
  end if;

  if env = 'live' and failed + cancelled > 0 then
    update attestry.tenants
    set credits = credits + failed + cancelled
    where organization_id = owner
      and environment = env
    returning credits into strict balance;

    insert into attestry.credit_ledger (organization_id, environment, kind, amount, balance_after, request_id, batch_id)
    values (owner, env, 'released', failed + cancelled, balance, request, batch);
  end if;

  if settled.finished_at is not null then
    insert into attestry.events (organization_id, environment, type, batch_id, sequence, data)
    values (owner, env, 'batch.completed', batch, settled.event_sequence, attestry.batch_event_data(settled));
  end if;
  return settled;
end
$$;

-- Ends pending items of a chunk as failed, all of them or one, and with that its lease; answers how many. The caller holds the chunk's lock.
create function attestry.fail_items(chunk attestry.batch_chunks, only_line integer, code text, message text)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  ended integer;
begin
  update attestry.batch_items i
  set status = 'failed',
      error_code = code,
      error_message = message
  where i.organization_id = chunk.organization_id
    and i.environment = chunk.environment
    and i.batch_id = chunk.batch_id
    and i.chunk_number = chunk.number
    and i.status = 'pending'
    and (only_line is null or i.line = only_line);
  get diagnostics ended = row_count;

  update attestry.batch_chunks c
  set pending_count = c.pending_count - ended,
      lease_token = null,
      lone_line = null
  where (c.organization_id, c.environment, c.batch_id, c.number)
    = (chunk.organization_id, chunk.environment, chunk.batch_id, chunk.number);

  perform attestry.settle_batch(chunk.organization_id, chunk.environment, chunk.batch_id, 0, ended, 0, null);
  return ended;
end
$$;

-- Whoever revokes a key ends what it submitted: answers how many items of a chunk failed for that, null when the key still holds.
create function attestry.fail_when_revoked(chunk attestry.batch_chunks, batch attestry.batches)
returns integer
language plpgsql
set search_path = ''
as $$
begin
  if not exists (
    select
    from attestry.api_keys k
    where k.organization_id = batch.organization_id
      and k.environment = batch.environment
      and k.id = batch.created_by
      and k.revoked_at is not null
  ) then
    return null;
  end if;
  return attestry.fail_items(chunk, null, 'INVALID_API_KEY', 'The API key that submitted this batch was revoked.');
end
$$;

-- The work on what is leased of a chunk broke off. A row that was alone with the third time has failed: it ends, not the batch.
-- Answers the chunk as it is then, its lease ended. The caller holds its lock.
create function attestry.count_crash(chunk attestry.batch_chunks)
returns attestry.batch_chunks
language plpgsql
set search_path = ''
as $$
declare
  lone attestry.batch_items;
begin
  if chunk.lone_line is not null then
    update attestry.batch_items i
    set crash_count = i.crash_count + 1
    where (i.organization_id, i.environment, i.batch_id, i.line)
      = (chunk.organization_id, chunk.environment, chunk.batch_id, chunk.lone_line)
    returning i.* into strict lone;

    if lone.crash_count >= 3 then
      perform attestry.fail_items(chunk, lone.line, 'INTERNAL_ERROR', 'This row could not be issued: every attempt at it broke off. Retry the batch, or tell us its id.');
    end if;
  end if;

  update attestry.batch_chunks c
  set lease_token = null,
      lone_line = null,
      crash_count = c.crash_count + 1
  where (c.organization_id, c.environment, c.batch_id, c.number)
    = (chunk.organization_id, chunk.environment, chunk.batch_id, chunk.number)
  returning c.* into strict chunk;
  return chunk;
end
$$;

revoke all on function attestry.submitter_of(attestry.batches) from public;
revoke all on function attestry.batch_event_data(attestry.batches) from public;
revoke all on function attestry.settle_batch(uuid, attestry.environment, uuid, integer, integer, integer, text) from public;
revoke all on function attestry.fail_items(attestry.batch_chunks, integer, text, text) from public;
revoke all on function attestry.fail_when_revoked(attestry.batch_chunks, attestry.batches) from public;
revoke all on function attestry.count_crash(attestry.batch_chunks) from public;
