-- Certificates with their events, for whoever commits them. Answers the uuids of those that were added: an id that is taken adds none.
create function attestry.insert_certificates(issuer attestry.principal, wanted jsonb)
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
      item."templateOwnerId", item."templateId", item."templateVersion",
      item."recipientEmail", item."issuedAt", item."expiresAt", item.document, item."certificateHash", item."sealedPrivate",
      item."pdfSha256", item."pdfSizeBytes", item."pdfPack", issuer.api_key_id
    from jsonb_to_recordset(wanted) as item (
      "certificateUuid" uuid, "certificateId" text, "templateOwnerId" uuid, "templateId" uuid, "templateVersion" integer,
      "recipientEmail" text, "issuedAt" timestamptz, "expiresAt" timestamptz, document text, "certificateHash" text,
      "sealedPrivate" text, "pdfSha256" text, "pdfSizeBytes" integer, "pdfPack" text
    )
    -- Two that insert the same ids wait for one another, and not in a circle.
    order by item."certificateId"
    on conflict on constraint certificates_certificate_id_key do nothing
    returning c.*
  ),
  event as (
    insert into attestry.events (organization_id, environment, type, certificate_uuid, sequence, data)
    select
      added.organization_id, added.environment, 'certificate.issued', added.id, 1,
      attestry.certificate_event_data(added::attestry.certificates)
    from added
  )
  select added.id
  from added;
end
$$;

-- As before, with the insertion in a function of its own.
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
  added uuid[];
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  added := array(select attestry.insert_certificates(caller, wanted));

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

-- Whoever submitted a batch, as the one in whose name its rows are issued.
create function attestry.submitter_of(b attestry.batches)
returns attestry.principal
language sql
stable
set search_path = ''
as $$
  select (k.id, k.organization_id, k.environment, t.rate_limit_per_minute, o.slug, o.name, o.is_primary)::attestry.principal
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

-- Ends pending items of a chunk as failed, all of them or one. The caller holds the chunk's lock.
create function attestry.fail_items(chunk attestry.batch_chunks, only_line integer, code text, message text)
returns void
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
  set pending_count = c.pending_count - ended
  where (c.organization_id, c.environment, c.batch_id, c.number)
    = (chunk.organization_id, chunk.environment, chunk.batch_id, chunk.number);

  perform attestry.settle_batch(chunk.organization_id, chunk.environment, chunk.batch_id, 0, ended, 0, null);
end
$$;

-- The next chunk to work on, of the organization that has waited longest, with its lock held; null when there is none.
create function attestry.pick_chunk()
returns attestry.batch_chunks
language plpgsql
set search_path = ''
as $$
declare
  turn record;
  picked attestry.batch_chunks;
begin
  for turn in
    select c.organization_id, c.environment
    from attestry.batch_chunks c
    left join attestry.batch_turns t using (organization_id, environment)
    where c.pending_count > 0
      and c.available_at <= clock_timestamp()
    group by c.organization_id, c.environment, t.last_claimed_at
    order by t.last_claimed_at nulls first, min(c.created_at)
  loop
    select c.* into picked
    from attestry.batch_chunks c
    where c.organization_id = turn.organization_id
      and c.environment = turn.environment
      and c.pending_count > 0
      and c.available_at <= clock_timestamp()
    order by c.number, c.batch_id
    limit 1
    for update skip locked;

    if found then
      insert into attestry.batch_turns as t (organization_id, environment, last_claimed_at)
      values (picked.organization_id, picked.environment, clock_timestamp())
      on conflict on constraint batch_turns_pkey do update
      set last_claimed_at = excluded.last_claimed_at;
      return picked;
    end if;
  end loop;
  return null;
end
$$;

-- Leases a chunk for `leaseSeconds` and tells what it takes to issue its pending rows. A chunk whose leases ran out three times is
-- issued row by row, and a row that was alone with the third crash has failed: it ends, not the batch.
create function api.claim_batch_chunk(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  chunk attestry.batch_chunks;
  batch attestry.batches;
  submitter attestry.principal;
  version attestry.template_versions;
  token constant uuid := gen_random_uuid();
  alone attestry.batch_items;
  rows jsonb;
begin
  loop
    chunk := attestry.pick_chunk();
    if chunk.batch_id is null then
      return jsonb_build_object('chunk', null);
    end if;

    update attestry.batches b
    set status = 'processing',
        started_at = clock_timestamp()
    where b.organization_id = chunk.organization_id
      and b.environment = chunk.environment
      and b.id = chunk.batch_id
      and b.status = 'queued';

    select b.* into strict batch
    from attestry.batches b
    where b.organization_id = chunk.organization_id
      and b.environment = chunk.environment
      and b.id = chunk.batch_id;
    submitter := attestry.submitter_of(batch);

    if exists (
      select
      from attestry.api_keys k
      where k.organization_id = batch.organization_id
        and k.environment = batch.environment
        and k.id = batch.created_by
        and k.revoked_at is not null
    ) then
      perform attestry.fail_items(chunk, null, 'INVALID_API_KEY', 'The API key that submitted this batch was revoked.');
      continue;
    end if;

    if chunk.lease_token is not null then
      chunk.crash_count := chunk.crash_count + 1;
    end if;

    if chunk.crash_count < 3 then
      alone := null;
      exit;
    end if;

    update attestry.batch_items i
    set attempt_count = i.attempt_count + 1
    where (i.organization_id, i.environment, i.batch_id, i.line) = (
      select f.organization_id, f.environment, f.batch_id, f.line
      from attestry.batch_items f
      where f.organization_id = chunk.organization_id
        and f.environment = chunk.environment
        and f.batch_id = chunk.batch_id
        and f.chunk_number = chunk.number
        and f.status = 'pending'
      order by f.attempt_count, f.line
      limit 1
    )
    returning i.* into strict alone;
    exit when alone.attempt_count <= 3;

    perform attestry.fail_items(chunk, alone.line, 'INTERNAL_ERROR', 'This row could not be issued: every attempt at it broke off. Retry the batch, or tell us its id.');
    update attestry.batch_chunks c
    set lease_token = null
    where (c.organization_id, c.environment, c.batch_id, c.number)
      = (chunk.organization_id, chunk.environment, chunk.batch_id, chunk.number);
  end loop;

  update attestry.batch_chunks c
  set lease_token = token,
      crash_count = chunk.crash_count,
      available_at = clock_timestamp() + make_interval(secs => (input ->> 'leaseSeconds')::integer)
  where (c.organization_id, c.environment, c.batch_id, c.number)
    = (chunk.organization_id, chunk.environment, chunk.batch_id, chunk.number);

  select jsonb_agg(
    jsonb_build_object('line', i.line, 'position', i.position, 'certificateId', i.certificate_id, 'certificateUuid', i.certificate_uuid,
      'attemptCount', i.attempt_count)
    order by i.line
  ) into rows
  from attestry.batch_items i
  where i.organization_id = chunk.organization_id
    and i.environment = chunk.environment
    and i.batch_id = chunk.batch_id
    and i.chunk_number = chunk.number
    and i.status = 'pending'
    and (alone.line is null or i.line = alone.line);

  select v.* into strict version
  from attestry.template_versions v
  where v.organization_id = chunk.template_owner_id
    and v.environment = chunk.environment
    and v.template_id = chunk.template_id
    and v.version = chunk.template_version;

  return attestry.printing_json(submitter, version, input) || jsonb_build_object(
    'chunk', jsonb_build_object(
      'batchId', chunk.batch_id,
      'number', chunk.number,
      'leaseToken', token,
      'submittedAt', attestry.iso(batch.created_at),
      'sealedInputs', encode(chunk.sealed_inputs, 'base64'),
      'rows', rows
    )
  );
end
$$;

comment on function api.claim_batch_chunk(jsonb) is 'No key: what it answers is for the Worker that issues rows in the name of the key that submitted them.';

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
  failed integer := 0;
  also_failed integer;
begin
  select c.* into chunk
  from attestry.batch_chunks c
  where c.lease_token = (input ->> 'leaseToken')::uuid
  for update;

  if not found then
    return jsonb_build_object('isLeaseLost', true, 'issued', 0, 'failed', 0, 'hasMore', true);
  end if;

  select b.* into strict batch
  from attestry.batches b
  where b.organization_id = chunk.organization_id
    and b.environment = chunk.environment
    and b.id = chunk.batch_id;
  submitter := attestry.submitter_of(batch);

  wanted := input -> 'certificates';
  expected := array(
    select i.certificate_uuid
    from attestry.batch_items i
    where i.organization_id = chunk.organization_id
      and i.environment = chunk.environment
      and i.batch_id = chunk.batch_id
      and i.chunk_number = chunk.number
      and i.status = 'pending'
  );

  -- Only what is still pending here may come into being, whatever the Worker sends.
  if exists (
    select
    from jsonb_array_elements(wanted) as item
    where (item ->> 'certificateUuid')::uuid <> all (expected)
  ) then
    select coalesce(jsonb_agg(item), '[]'::jsonb) into wanted
    from jsonb_array_elements(wanted) as item
    where (item ->> 'certificateUuid')::uuid = any (expected);
  end if;

  added := array(select attestry.insert_certificates(submitter, wanted));

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
    get diagnostics failed = row_count;
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
  get diagnostics also_failed = row_count;
  failed := failed + also_failed;

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
  select failed + count(*) filter (where tried.status = 'failed') into failed
  from tried;

  update attestry.batch_chunks c
  set pending_count = c.pending_count - issued - failed,
      lease_token = null,
      crash_count = c.crash_count + case when (input ->> 'isBrokenOff')::boolean then 1 else 0 end,
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

-- Once an hour: drafts that nobody submitted go, rows that could not be issued within two days fail and are refunded, and what the
-- rows of a batch said is forgotten thirty days after its end.
create function api.tidy_batches(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  stuck attestry.batch_chunks;
  dropped integer;
  given_up integer := 0;
  forgotten integer;
begin
  delete from attestry.batches
  where status = 'draft'
    and created_at < now() - interval '1 hour';
  get diagnostics dropped = row_count;

  for stuck in
    select c.*
    from attestry.batch_chunks c
    join attestry.batches b
      on b.organization_id = c.organization_id
      and b.environment = c.environment
      and b.id = c.batch_id
    where c.pending_count > 0
      and b.created_at < now() - interval '2 days'
      and c.available_at <= now()
    order by c.organization_id, c.environment, c.batch_id, c.number
    limit 100
    for update of c skip locked
  loop
    perform attestry.fail_items(stuck, null, 'INTERNAL_ERROR', 'This row could not be issued within two days. Retry the batch, or tell us its id.');
    given_up := given_up + 1;
  end loop;

  update attestry.batch_chunks c
  set sealed_inputs = null
  from attestry.batches b
  where b.organization_id = c.organization_id
    and b.environment = c.environment
    and b.id = c.batch_id
    and b.finished_at < now() - interval '30 days'
    and c.sealed_inputs is not null
    and c.pending_count = 0;
  get diagnostics forgotten = row_count;

  return jsonb_build_object('droppedDrafts', dropped, 'givenUpChunks', given_up, 'forgottenChunks', forgotten);
end
$$;

comment on function api.tidy_batches(jsonb) is 'No key: it answers counts only.';

create index batches_drafts on attestry.batches (created_at) where status = 'draft';
create index batch_chunks_kept on attestry.batch_chunks (created_at) where sealed_inputs is not null;

revoke all on function attestry.insert_certificates(attestry.principal, jsonb) from public;
revoke all on function attestry.submitter_of(attestry.batches) from public;
revoke all on function attestry.batch_event_data(attestry.batches) from public;
revoke all on function attestry.settle_batch(uuid, attestry.environment, uuid, integer, integer, integer, text) from public;
revoke all on function attestry.fail_items(attestry.batch_chunks, integer, text, text) from public;
revoke all on function attestry.pick_chunk() from public;
revoke all on function api.claim_batch_chunk(jsonb) from public;
revoke all on function api.commit_batch_chunk(jsonb) from public;
revoke all on function api.tidy_batches(jsonb) from public;
grant execute on function api.claim_batch_chunk(jsonb) to service_role;
grant execute on function api.commit_batch_chunk(jsonb) to service_role;
grant execute on function api.tidy_batches(jsonb) to service_role;
