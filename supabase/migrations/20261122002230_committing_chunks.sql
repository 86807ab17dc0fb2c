-- What became of a leased chunk's rows, in one transaction; none of them, when it is only given back. Whoever no longer holds the
-- lease changes nothing. Rows that are named neither as certificates nor as failures stay pending, for `pauseSeconds` at least.
create function api.commit_batch_chunk(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  chunk attestry.batch_chunks;
  batch attestry.batches;
  submitter attestry.principal;
  wanted jsonb;
  expected uuid[];
  added uuid[];
  issued integer;
  failed integer;
  not_added integer := 0;
begin
  select c.* into chunk
  from attestry.batch_chunks c
  where c.lease_token = (input ->> 'leaseToken')::uuid
  for update;

  if not found then
    return jsonb_build_object('isLeaseLost', true, 'issued', 0, 'failed', 0, 'hasMore', true, 'hasWebhooks', false);
  end if;

  select b.* into strict batch
  from attestry.batches b
  where b.organization_id = chunk.organization_id
    and b.environment = chunk.environment
    and b.id = chunk.batch_id;
  submitter := attestry.submitter_of(batch);

  failed := attestry.fail_when_revoked(chunk, batch);
  if failed is not null then
    return jsonb_build_object(
      'isLeaseLost', false, 'issued', 0, 'failed', failed, 'hasMore', true,
      'hasWebhooks', attestry.has_webhooks(chunk.organization_id, chunk.environment)
    );
  end if;

  if (input ->> 'isBrokenOff')::boolean then
    chunk := attestry.count_crash(chunk);
  end if;

  wanted := input -> 'certificates';
  -- Only what is still pending here may come into being, whatever the Worker sends.
  expected := array(
    select i.certificate_uuid
    from attestry.batch_items i
    where i.organization_id = chunk.organization_id
      and i.environment = chunk.environment
      and i.batch_id = chunk.batch_id
      and i.chunk_number = chunk.number
      and i.status = 'pending'
  );

  added := array(
    select attestry.insert_certificates(
      submitter,
      (
        chunk.template_owner_id, chunk.template_id, chunk.template_version, input ->> 'pdfPack'
      )::attestry.certificate_origin,
      wanted,
      expected
    )
  );

  update attestry.batch_items i
  set status = 'issued'
  where i.organization_id = chunk.organization_id
    and i.environment = chunk.environment
    and i.batch_id = chunk.batch_id
    and i.chunk_number = chunk.number
    and i.status = 'pending'
    and i.certificate_uuid = any (added);
  get diagnostics issued = row_count;

  if issued < jsonb_array_length(wanted) then
    update attestry.batch_items i
    set status = 'failed',
        error_code = 'CERTIFICATE_EXISTS',
        error_message = 'A certificate with this certificateId was issued meanwhile.'
    where i.organization_id = chunk.organization_id
      and i.environment = chunk.environment
      and i.batch_id = chunk.batch_id
      and i.chunk_number = chunk.number
      and i.status = 'pending'
      and i.line = any (array(select (item ->> 'line')::integer from jsonb_array_elements(wanted) as item));
    get diagnostics not_added = row_count;
  end if;

  update attestry.batch_items i
  set status = 'failed',
      error_code = failure ->> 'code',
      error_message = failure ->> 'message'
  from jsonb_array_elements(input -> 'failures') as failure
  where i.organization_id = chunk.organization_id
    and i.environment = chunk.environment
    and i.batch_id = chunk.batch_id
    and i.chunk_number = chunk.number
    and i.line = (failure ->> 'line')::integer
    and i.status = 'pending';
  get diagnostics failed = row_count;

  with tried as (
    update attestry.batch_items i
    set attempt_count = i.attempt_count + 1,
        status = case when i.attempt_count < 4 then 'pending' else 'failed' end,
        error_code = case when i.attempt_count >= 4 then 'INTERNAL_ERROR' end,
        error_message = case when i.attempt_count >= 4 then 'Something went wrong on our side at every attempt. Retry the batch, or tell us its id.' end
    where i.organization_id = chunk.organization_id
      and i.environment = chunk.environment
      and i.batch_id = chunk.batch_id
      and i.chunk_number = chunk.number
      and i.status = 'pending'
      and i.line = any (array(select line::integer from jsonb_array_elements_text(input -> 'troubles') as line))
    returning i.status
  )
  select not_added + failed + count(*) filter (where tried.status = 'failed') into failed
  from tried;

  update attestry.batch_chunks c
  set pending_count = c.pending_count - issued - failed,
      lease_token = null,
      lone_line = null,
      available_at = clock_timestamp() + make_interval(secs => (input ->> 'pauseSeconds')::integer)
  where (c.organization_id, c.environment, c.batch_id, c.number)
    = (chunk.organization_id, chunk.environment, chunk.batch_id, chunk.number);

  if issued > 0 then
    insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
    values (
      chunk.organization_id, chunk.environment, batch.created_by, 'batch.issue',
      format('%s: %s certificates of chunk %s', batch.id, issued, chunk.number), batch.request_id
    );
  end if;

  perform attestry.settle_batch(
    chunk.organization_id, chunk.environment, chunk.batch_id, issued, failed, 0, batch.request_id
  );

  return jsonb_build_object(
    'isLeaseLost', false,
    'issued', issued,
    'failed', failed,
    'hasWebhooks', attestry.has_webhooks(chunk.organization_id, chunk.environment),
    'hasMore', exists (
      select
      from attestry.batch_chunks c
      where c.pending_count > 0
        and c.available_at <= clock_timestamp()
    )
  );
end
$$;

comment on function api.commit_batch_chunk(jsonb) is 'No key: it works inside the organization of the chunk whose lease is shown, and nowhere else.';

revoke all on function api.commit_batch_chunk(jsonb) from public;
grant execute on function api.commit_batch_chunk(jsonb) to service_role;
