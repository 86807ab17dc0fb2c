-- One step of what is done once an hour: drafts that nobody submitted go, rows that could not be issued within two days fail and are
-- refunded, and what the rows of a batch said is forgotten thirty days after its end.
create function api.tidy_batches(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  most_drafts constant integer := 10;
  most_given_up constant integer := 20;
  most_forgotten constant integer := 1000;
  stuck attestry.batch_chunks;
  dropped integer;
  given_up integer := 0;
  forgotten integer;
begin
  delete from attestry.batches b
  where b.ctid = any (array(
    select d.ctid
    from attestry.batches d
    where d.status = 'draft'
      and d.created_at < now() - interval '1 hour'
    order by d.created_at
    limit most_drafts
    for update skip locked
  ));
  get diagnostics dropped = row_count;

  for stuck in
    select c.*
    from attestry.batch_chunks c
    where c.pending_count > 0
      and c.pending_since < now() - interval '2 days'
      and c.available_at <= now()
    order by c.organization_id, c.environment, c.batch_id, c.number
    limit most_given_up
    for update skip locked
  loop
    perform attestry.fail_items(stuck, null, 'INTERNAL_ERROR', 'This row could not be issued within two days. Retry the batch, or tell us its id.');
    given_up := given_up + 1;
  end loop;

  update attestry.batch_chunks c
  set sealed_inputs = null
  where c.ctid = any (array(
    select kept.ctid
    from attestry.batch_chunks kept
    join attestry.batches b
      on b.organization_id = kept.organization_id
      and b.environment = kept.environment
      and b.id = kept.batch_id
    where kept.sealed_inputs is not null
      and kept.created_at < now() - interval '30 days'
      and b.finished_at < now() - interval '30 days'
      and kept.pending_count = 0
    order by kept.created_at
    limit most_forgotten
    for update of kept skip locked
  ));
  get diagnostics forgotten = row_count;

  return jsonb_build_object(
    'droppedDrafts', dropped,
    'givenUpChunks', given_up,
    'forgottenChunks', forgotten,
    'hasMore', dropped = most_drafts or given_up = most_given_up or forgotten = most_forgotten
  );
end
$$;

comment on function api.tidy_batches(jsonb) is 'No key: it answers counts only.';

create index batches_drafts on attestry.batches (created_at) where status = 'draft';
create index batch_chunks_kept on attestry.batch_chunks (created_at) where sealed_inputs is not null;

revoke all on function api.tidy_batches(jsonb) from public;
grant execute on function api.tidy_batches(jsonb) to service_role;
