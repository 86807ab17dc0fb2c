-- A replay of all events of a time span to one endpoint: a task that is worked off in steps.
create table attestry.webhook_replays (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  environment attestry.environment not null,
  endpoint_id uuid not null,
  since timestamptz not null,
  until timestamptz not null,
  types text[] not null,
  reached_at timestamptz not null,
  reached_id uuid not null default '00000000-0000-0000-0000-000000000000',
  replayed_count integer not null default 0,
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint webhook_replays_pkey primary key (organization_id, environment, id),
  constraint webhook_replays_endpoint_fkey foreign key (organization_id, environment, endpoint_id)
    references attestry.webhook_endpoints (organization_id, environment, id) on delete cascade,
  constraint webhook_replays_span check (since <= until),
  constraint webhook_replays_types_some check (cardinality(types) > 0),
  constraint webhook_replays_count_not_negative check (replayed_count >= 0)
);

create index webhook_replays_under_way on attestry.webhook_replays (due_at) where finished_at is null;

alter table attestry.webhook_replays enable row level security;
alter table attestry.webhook_replays force row level security;

create function attestry.replay_json(r attestry.webhook_replays)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', r.id,
  'since', attestry.iso(r.since),
  'until', attestry.iso(r.until),
  'types', to_jsonb(r.types),
  'replayedCount', r.replayed_count,
  'createdAt', attestry.iso(r.created_at),
  'finishedAt', attestry.iso(r.finished_at)
);

-- Opens one delivery again: at once, and with the whole schedule before it. Raises PT401, PT403, PT404 WEBHOOK_NOT_FOUND or
-- DELIVERY_NOT_FOUND, PT409 WEBHOOK_INACTIVE or IDEMPOTENCY_CONFLICT.
create function api.replay_delivery(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.write');
  webhook attestry.webhook_endpoints;
  delivery attestry.webhook_deliveries;
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false);
  earlier jsonb;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  webhook := attestry.lock_webhook(caller, input ->> 'reference');
  if not webhook.is_active then
    perform attestry.refuse(caller, 'PT409', 'WEBHOOK_INACTIVE');
  end if;

  if input ->> 'deliveryId' ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    update attestry.webhook_deliveries d
    set status = 'pending',
        ended_at = null,
        ended_because = null
    where d.organization_id = webhook.organization_id
      and d.environment = webhook.environment
      and d.endpoint_id = webhook.id
      and d.id = (input ->> 'deliveryId')::uuid
    returning d.* into delivery;
  end if;

  if delivery.id is null then
    perform attestry.refuse(caller, 'PT404', 'DELIVERY_NOT_FOUND');
  end if;
  perform attestry.enqueue_deliveries(webhook, array[delivery.id]);

  perform attestry.audit_webhook(caller, 'webhook.replay', webhook.id, input ->> 'requestId');
  answer := answer || jsonb_build_object('delivery', attestry.delivery_json(delivery));
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

-- Begins a replay; the steps follow. Raises PT401, PT403, PT404 WEBHOOK_NOT_FOUND, PT409 WEBHOOK_INACTIVE, LIMIT_REACHED or
-- IDEMPOTENCY_CONFLICT.
create function api.start_webhook_replay(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.write');
  webhook attestry.webhook_endpoints;
  replay attestry.webhook_replays;
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false);
  earlier jsonb;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  webhook := attestry.lock_webhook(caller, input ->> 'reference');
  if not webhook.is_active then
    perform attestry.refuse(caller, 'PT409', 'WEBHOOK_INACTIVE');
  end if;
  if exists (
    select
    from attestry.webhook_replays r
    where r.organization_id = webhook.organization_id
      and r.environment = webhook.environment
      and r.endpoint_id = webhook.id
      and r.finished_at is null
  ) then
    perform attestry.refuse(caller, 'PT409', 'LIMIT_REACHED', 'A replay to this webhook is under way. Wait for its end.');
  end if;

  insert into attestry.webhook_replays (organization_id, environment, endpoint_id, since, until, types, reached_at)
  values (
    webhook.organization_id, webhook.environment, webhook.id, (input ->> 'since')::timestamptz,
    -- A caller's clock may be ahead of ours: then nothing lies between.
    greatest((input ->> 'since')::timestamptz, least(coalesce((input ->> 'until')::timestamptz, now()), now())),
    case
      when jsonb_typeof(input -> 'types') = 'array' then array(select jsonb_array_elements_text(input -> 'types'))
      else webhook.events
    end,
    (input ->> 'since')::timestamptz
  )
  returning * into replay;

  perform attestry.audit_webhook(caller, 'webhook.replay', webhook.id, input ->> 'requestId');
  answer := answer || jsonb_build_object('replay', attestry.replay_json(replay));
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

-- Raises PT401, PT403, PT404 WEBHOOK_NOT_FOUND or REPLAY_NOT_FOUND.
create function api.get_webhook_replay(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.read');
  webhook attestry.webhook_endpoints := attestry.require_webhook(caller, input ->> 'reference');
  replay attestry.webhook_replays;
begin
  if input ->> 'replayId' ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select r.* into replay
    from attestry.webhook_replays r
    where r.organization_id = webhook.organization_id
      and r.environment = webhook.environment
      and r.endpoint_id = webhook.id
      and r.id = (input ->> 'replayId')::uuid;
  end if;
  if replay.id is null then
    perform attestry.refuse(caller, 'PT404', 'REPLAY_NOT_FOUND');
  end if;
  return attestry.caller_json(caller) || jsonb_build_object('replay', attestry.replay_json(replay));
end
$$;

-- One step of the replay that was worked on longest ago: reads its next events and opens the deliveries of those it wants. A delivery that
-- waits anyway stays as it is. Events are read once they are old enough for all that were written before them to have been committed.
create function api.step_webhook_replays(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  step constant integer := input ->> 'limit';
  settled_until constant timestamptz := now() - interval '15 seconds';
  candidate attestry.webhook_replays;
  replay attestry.webhook_replays;
  is_active boolean;
  last_at timestamptz;
  last_id uuid;
  seen integer;
  opened integer;
begin
  -- The first whose endpoint nobody else is busy with.
  select r.* into candidate
  from attestry.webhook_replays r
  join attestry.webhook_endpoints w
    on w.organization_id = r.organization_id
    and w.environment = r.environment
    and w.id = r.endpoint_id
  where r.finished_at is null
    and r.due_at <= clock_timestamp()
  order by r.due_at
  limit 1
  for no key update of w skip locked;
  if not found then
    return jsonb_build_object('hasMore', false, 'replayed', 0);
  end if;

  -- The endpoint before what is its, as all do that change both.
  select w.is_active into is_active
  from attestry.webhook_endpoints w
  where w.organization_id = candidate.organization_id
    and w.environment = candidate.environment
    and w.id = candidate.endpoint_id
  for no key update skip locked;
  if found then
    select r.* into replay
    from attestry.webhook_replays r
    where r.organization_id = candidate.organization_id
      and r.environment = candidate.environment
      and r.id = candidate.id
      and r.finished_at is null
    for update skip locked;
  end if;
  if replay.id is null then
    return jsonb_build_object('hasMore', false, 'replayed', 0);
  end if;

  -- What was switched off gets nothing: what was delivered to it stays delivered.
  if not is_active then
    update attestry.webhook_replays r
    set finished_at = now()
    where r.organization_id = replay.organization_id
      and r.environment = replay.environment
      and r.id = replay.id;
    return jsonb_build_object('hasMore', true, 'replayed', 0);
  end if;

  with next as materialized (
    select e.id, e.created_at, e.type
    from attestry.events e
    where e.organization_id = replay.organization_id
      and e.environment = replay.environment
      and (e.created_at, e.id) > (replay.reached_at, replay.reached_id)
      and e.created_at < least(replay.until, settled_until)
    order by e.created_at, e.id
    limit step
  ),
  delivery as (
    insert into attestry.webhook_deliveries as d (organization_id, environment, endpoint_id, event_id)
    select replay.organization_id, replay.environment, replay.endpoint_id, next.id
    from next
    where next.type = any (replay.types)
    on conflict on constraint webhook_deliveries_event_key do update
    set status = 'pending',
        ended_at = null,
        ended_because = null
    where d.status <> 'pending'
    returning d.organization_id, d.environment, d.endpoint_id, d.id, d.event_id
  ),
  queued as (
    insert into attestry.webhook_queue (organization_id, environment, endpoint_id, delivery_id, event_id)
    select delivery.*
    from delivery
  )
  select
    (select count(*) from next),
    (select count(*) from delivery),
    (select n.created_at from next n order by n.created_at desc, n.id desc limit 1),
    (select n.id from next n order by n.created_at desc, n.id desc limit 1)
  into seen, opened, last_at, last_id;

  update attestry.webhook_replays r
  set reached_at = coalesce(last_at, r.reached_at),
      reached_id = coalesce(last_id, r.reached_id),
      replayed_count = r.replayed_count + opened,
      due_at = clock_timestamp() + case when seen < step then interval '5 seconds' else interval '0' end,
      finished_at = case when seen < step and settled_until >= replay.until then now() end
  where r.organization_id = replay.organization_id
    and r.environment = replay.environment
    and r.id = replay.id;
  return jsonb_build_object('hasMore', true, 'replayed', opened);
end
$$;

comment on function api.step_webhook_replays(jsonb) is 'No key: it goes on with what a key began, and answers counts only.';

revoke all on function attestry.replay_json(attestry.webhook_replays) from public;
revoke all on function api.replay_delivery(jsonb) from public;
revoke all on function api.start_webhook_replay(jsonb) from public;
revoke all on function api.get_webhook_replay(jsonb) from public;
revoke all on function api.step_webhook_replays(jsonb) from public;
grant execute on function api.replay_delivery(jsonb) to service_role;
grant execute on function api.start_webhook_replay(jsonb) to service_role;
grant execute on function api.get_webhook_replay(jsonb) to service_role;
grant execute on function api.step_webhook_replays(jsonb) to service_role;
