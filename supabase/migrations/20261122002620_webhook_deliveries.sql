-- A delivery: one event on its way to one endpoint. It is written with the event, in the transaction of the change, and ends as delivered or
-- as exhausted; a replay opens it again. Here is the record of it, with each attempt; what is still to be sent waits in a queue of its own.
-- An attempt changes no column that an index knows, and finds room on its page: no index has to be told.
create table attestry.webhook_deliveries (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  environment attestry.environment not null,
  endpoint_id uuid not null,
  event_id uuid not null,
  status text not null default 'pending',
  attempt_count integer not null default 0,
  attempts jsonb not null default '[]',
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_because text,
  constraint webhook_deliveries_pkey primary key (organization_id, environment, id),
  constraint webhook_deliveries_event_key unique (organization_id, environment, endpoint_id, event_id),
  constraint webhook_deliveries_endpoint_fkey foreign key (organization_id, environment, endpoint_id)
    references attestry.webhook_endpoints (organization_id, environment, id) on delete cascade,
  constraint webhook_deliveries_event_fkey foreign key (organization_id, environment, event_id)
    references attestry.events (organization_id, environment, id),
  constraint webhook_deliveries_status_known check (status in ('pending', 'delivered', 'exhausted')),
  constraint webhook_deliveries_ended_when_not_pending check ((status = 'pending') = (ended_at is null)),
  constraint webhook_deliveries_ended_because_known check (ended_because in ('webhook_inactive')),
  constraint webhook_deliveries_ended_because_exhausted check (ended_because is null or status = 'exhausted'),
  constraint webhook_deliveries_attempts_counted check (jsonb_array_length(attempts) = least(attempt_count, 32)),
  constraint webhook_deliveries_attempt_numbered check (coalesce((attempts -> -1 -> 'number')::integer, 0) = attempt_count),
  constraint webhook_deliveries_attempt_lasted check ((attempts -> -1 -> 'durationMilliseconds')::integer >= 0),
  constraint webhook_deliveries_attempt_response_length check (char_length(attempts -> -1 ->> 'response') <= 1024),
  constraint webhook_deliveries_attempt_answered_or_not check (
    attempt_count = 0 or attempts -> -1 ->> 'statusCode' is not null or attempts -> -1 ->> 'error' is not null
  )
) with (fillfactor = 40);

comment on column attestry.webhook_deliveries.ended_because is 'Where no attempt says it.';
comment on column attestry.webhook_deliveries.attempts is 'The newest 32, as they are told. They are added at the end: each is checked when it is the last.';

create index webhook_deliveries_newest on attestry.webhook_deliveries (organization_id, environment, endpoint_id, created_at desc, id desc);
create index webhook_deliveries_age on attestry.webhook_deliveries using brin (created_at) with (autosummarize = on);

alter table attestry.webhook_deliveries enable row level security;
alter table attestry.webhook_deliveries force row level security;

-- `response` is the first of what was answered, shown to the endpoint's owner alone.
create function attestry.attempt_json(
  number integer, started_at timestamptz, duration_milliseconds integer, status_code integer, error text, response text
)
returns jsonb
language sql
stable
return jsonb_build_object(
  'number', number,
  'startedAt', attestry.iso(started_at),
  'durationMilliseconds', duration_milliseconds,
  'statusCode', status_code,
  'error', error,
  'response', response
);

-- One more, and never more than 32 of them: whoever replays an event a thousand times has no record that nobody can read.
create function attestry.add_attempt(attempts jsonb, attempt jsonb)
returns jsonb
language sql
immutable
return case when jsonb_array_length(attempts) < 32 then attempts else attempts - 0 end || attempt;

revoke all on function attestry.add_attempt(jsonb, jsonb) from public;
revoke all on function attestry.attempt_json(integer, timestamptz, integer, integer, text, text) from public;
