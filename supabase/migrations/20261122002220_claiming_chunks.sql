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

-- Leases a chunk for `leaseSeconds` and tells what it takes to issue its pending rows; a lease that ran out without a word counts as a
-- crash. A chunk whose work broke off three times is issued row by row. Without a chunk, `hasMore` says whether to ask again at once: the
-- one that was found has ended.
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
  lone integer;
  rows jsonb;
begin
  chunk := attestry.pick_chunk();
  if chunk.batch_id is null then
    return jsonb_build_object('chunk', null, 'hasMore', false);
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

  -- With what ended here the call ends, and its locks: going on to another batch could meet somebody who comes from there.
  if attestry.fail_when_revoked(chunk, batch) is not null then
    return jsonb_build_object('chunk', null, 'hasMore', true);
  end if;

  if chunk.lease_token is not null then
    chunk := attestry.count_crash(chunk);
    if chunk.pending_count = 0 then
      return jsonb_build_object('chunk', null, 'hasMore', true);
    end if;
  end if;

  if chunk.crash_count >= 3 then
    select i.line into strict lone
    from attestry.batch_items i
    where i.organization_id = chunk.organization_id
      and i.environment = chunk.environment
      and i.batch_id = chunk.batch_id
      and i.chunk_number = chunk.number
      and i.status = 'pending'
    order by i.crash_count + i.attempt_count, i.line
    limit 1;
  end if;

  update attestry.batch_chunks c
  set lease_token = token,
      lone_line = lone,
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
    and (lone is null or i.line = lone);

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
      'sealedInputs', encode(chunk.sealed_inputs, 'base64'),
      'rows', rows
    )
  );
end
$$;

comment on function api.claim_batch_chunk(jsonb) is 'No key: what it answers is for the Worker that issues rows in the name of the key that submitted them.';

revoke all on function attestry.pick_chunk() from public;
revoke all on function api.claim_batch_chunk(jsonb) from public;
grant execute on function api.claim_batch_chunk(jsonb) to service_role;
