-- A delivery: one event on its way to one endpoint. It is written with the event, in the transaction of the change, and ends as delivered or
-- as exhausted; a replay opens it again. Who claims it holds a lease until `due_at`.
create table attestry.webhook_deliveries (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  environment attestry.environment not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  status text not null default 'pending',
  attempt_count integer not null default 0,
  try_count integer not null default 0,
  interrupted_count integer not null default 0,
  postponed_count integer not null default 0,
  due_at timestamptz not null default now(),
  lease_token uuid,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  constraint webhook_deliveries_pkey primary key (organization_id, environment, id),
  constraint webhook_deliveries_event_key unique (organization_id, environment, endpoint_id, event_id),
  constraint webhook_deliveries_endpoint_fkey foreign key (organization_id, environment, endpoint_id)
    references attestry.webhook_endpoints (organization_id, environment, id) on delete cascade,
  constraint webhook_deliveries_event_fkey foreign key (organization_id, environment, event_id)
    references attestry.events (organization_id, environment, id),
  constraint webhook_deliveries_status_known check (status in ('pending', 'delivered', 'exhausted')),
  constraint webhook_deliveries_ended_when_not_pending check ((status = 'pending') = (ended_at is null)),
  constraint webhook_deliveries_leased_when_pending check (lease_token is null or status = 'pending'),
  constraint webhook_deliveries_counts_not_negative check (
    attempt_count >= 0 and try_count >= 0 and interrupted_count >= 0 and postponed_count >= 0
  )
);

comment on column attestry.webhook_deliveries.attempt_count is 'All that were made.';
comment on column attestry.webhook_deliveries.try_count is 'Those since it was opened, or opened again: its place in the schedule.';
comment on column attestry.webhook_deliveries.interrupted_count is 'How often in a row a lease ran out without a word.';
comment on column attestry.webhook_deliveries.postponed_count is 'How often in a row it was put off for a while without an attempt.';

create index webhook_deliveries_waiting on attestry.webhook_deliveries (organization_id, environment, endpoint_id, due_at)
  where status = 'pending';
create index webhook_deliveries_due on attestry.webhook_deliveries (due_at) where status = 'pending';
create index webhook_deliveries_leased on attestry.webhook_deliveries (organization_id, environment, endpoint_id)
  where lease_token is not null;
create index webhook_deliveries_by_lease on attestry.webhook_deliveries (lease_token) where lease_token is not null;
create index webhook_deliveries_newest on attestry.webhook_deliveries (organization_id, environment, endpoint_id, created_at desc, id desc);
create index webhook_deliveries_ended on attestry.webhook_deliveries (ended_at) where ended_at is not null;

alter table attestry.webhook_deliveries enable row level security;
alter table attestry.webhook_deliveries force row level security;

create table attestry.webhook_attempts (
  organization_id uuid not null,
  environment attestry.environment not null,
  delivery_id uuid not null,
  number integer not null,
  started_at timestamptz not null,
  duration_milliseconds integer not null,
  status_code integer,
  error text,
  response text,
  constraint webhook_attempts_pkey primary key (organization_id, environment, delivery_id, number),
  constraint webhook_attempts_delivery_fkey foreign key (organization_id, environment, delivery_id)
    references attestry.webhook_deliveries (organization_id, environment, id) on delete cascade,
  constraint webhook_attempts_number_positive check (number > 0),
  constraint webhook_attempts_duration_not_negative check (duration_milliseconds >= 0),
  constraint webhook_attempts_response_length check (char_length(response) <= 1024),
  constraint webhook_attempts_answered_or_not check (status_code is not null or error is not null)
);

comment on column attestry.webhook_attempts.response is 'The first of what was answered, shown to the endpoint''s owner alone.';

alter table attestry.webhook_attempts enable row level security;
alter table attestry.webhook_attempts force row level security;

-- Every event finds the endpoints that want it in the transaction that writes it: there is no moment at which one could be lost. One that
-- is being deleted is waited for, and is then no hindrance to the change that is told.
create function attestry.fan_out_events()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  with listening as materialized (
    select w.organization_id, w.environment, w.id, w.events
    from attestry.webhook_endpoints w
    where (w.organization_id, w.environment) in (select e.organization_id, e.environment from added e)
      and w.is_active
    order by w.organization_id, w.environment, w.id
    for key share
  )
  insert into attestry.webhook_deliveries (organization_id, environment, endpoint_id, event_id)
  select w.organization_id, w.environment, w.id, e.id
  from added e
  join listening w
    on w.organization_id = e.organization_id
    and w.environment = e.environment
    and e.type = any (w.events);
  return null;
end
$$;

create trigger events_fan_out
  after insert on attestry.events
  referencing new table as added
  for each statement execute function attestry.fan_out_events();

revoke all on function attestry.fan_out_events() from public;
