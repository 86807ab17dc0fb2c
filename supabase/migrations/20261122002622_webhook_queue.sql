-- What is still to be sent: a row for each pending delivery that waits. Who claims it takes it out of here; it comes back when there is to be
-- another attempt.
create table attestry.webhook_queue (
  organization_id uuid not null,
  environment attestry.environment not null,
  endpoint_id uuid not null,
  delivery_id uuid not null,
  event_id uuid not null,
  due_at timestamptz not null default now(),
  try_count integer not null default 0,
  interrupted_count integer not null default 0,
  postponed_count integer not null default 0,
  constraint webhook_queue_pkey primary key (organization_id, environment, delivery_id),
  constraint webhook_queue_delivery_fkey foreign key (organization_id, environment, delivery_id)
    references attestry.webhook_deliveries (organization_id, environment, id) on delete cascade,
  constraint webhook_queue_counts_not_negative check (try_count >= 0 and interrupted_count >= 0 and postponed_count >= 0)
);

comment on column attestry.webhook_queue.try_count is 'Attempts since it was opened, or opened again: its place in the schedule.';
comment on column attestry.webhook_queue.interrupted_count is 'How often in a row a lease ran out without a word.';
comment on column attestry.webhook_queue.postponed_count is 'How often in a row it was put off for a while without an attempt.';

create index webhook_queue_waiting on attestry.webhook_queue (organization_id, environment, endpoint_id, due_at);
create index webhook_queue_due on attestry.webhook_queue (due_at);

alter table attestry.webhook_queue enable row level security;
alter table attestry.webhook_queue force row level security;

-- What one claim took of one endpoint's, until it is settled or the lease runs out: of each delivery what stood in the queue, at the same
-- place in each list. It is changed under the endpoint's lock alone.
create table attestry.webhook_leases (
  organization_id uuid not null,
  environment attestry.environment not null,
  endpoint_id uuid not null,
  token uuid not null,
  until timestamptz not null,
  delivery_ids uuid[] not null,
  event_ids uuid[] not null,
  try_counts integer[] not null,
  interrupted_counts integer[] not null,
  postponed_counts integer[] not null,
  constraint webhook_leases_pkey primary key (organization_id, environment, endpoint_id, token),
  constraint webhook_leases_endpoint_fkey foreign key (organization_id, environment, endpoint_id)
    references attestry.webhook_endpoints (organization_id, environment, id) on delete cascade,
  constraint webhook_leases_deliveries_some check (cardinality(delivery_ids) > 0),
  constraint webhook_leases_lists_alike check (
    cardinality(event_ids) = cardinality(delivery_ids)
    and cardinality(try_counts) = cardinality(delivery_ids)
    and cardinality(interrupted_counts) = cardinality(delivery_ids)
    and cardinality(postponed_counts) = cardinality(delivery_ids)
  )
);

create index webhook_leases_by_token on attestry.webhook_leases (token);
create index webhook_leases_until on attestry.webhook_leases (until);

alter table attestry.webhook_leases enable row level security;
alter table attestry.webhook_leases force row level security;

-- Opens deliveries of one endpoint: at once, and with the whole schedule before them. One that is under way only gets the schedule. The
-- caller holds the endpoint's lock, and has made them pending.
create function attestry.enqueue_deliveries(webhook attestry.webhook_endpoints, opened uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  update attestry.webhook_leases l
  set (try_counts, interrupted_counts, postponed_counts) = (
    select
      array_agg(case when t.delivery_id = any (opened) then 0 else t.try_count end order by t.place),
      array_agg(case when t.delivery_id = any (opened) then 0 else t.interrupted_count end order by t.place),
      array_agg(case when t.delivery_id = any (opened) then 0 else t.postponed_count end order by t.place)
    from unnest(l.delivery_ids, l.try_counts, l.interrupted_counts, l.postponed_counts)
      with ordinality as t (delivery_id, try_count, interrupted_count, postponed_count, place)
  )
  where l.organization_id = webhook.organization_id
    and l.environment = webhook.environment
    and l.endpoint_id = webhook.id
    and l.delivery_ids && opened;

  insert into attestry.webhook_queue as q (organization_id, environment, endpoint_id, delivery_id, event_id)
  select d.organization_id, d.environment, d.endpoint_id, d.id, d.event_id
  from attestry.webhook_deliveries d
  where d.organization_id = webhook.organization_id
    and d.environment = webhook.environment
    and d.id = any (opened)
    and not exists (
      select
      from attestry.webhook_leases l
      where l.organization_id = webhook.organization_id
        and l.environment = webhook.environment
        and l.endpoint_id = webhook.id
        and d.id = any (l.delivery_ids)
    )
  on conflict on constraint webhook_queue_pkey do update
  set due_at = excluded.due_at,
      try_count = 0,
      interrupted_count = 0,
      postponed_count = 0;
end
$$;

revoke all on function attestry.enqueue_deliveries(attestry.webhook_endpoints, uuid[]) from public;
