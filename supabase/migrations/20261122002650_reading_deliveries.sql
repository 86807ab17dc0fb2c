-- When a delivery is due, or is due again unless whoever has it under way says what became of it; not while its endpoint pauses. Null when
-- it has ended.
create function attestry.find_due_at(d attestry.webhook_deliveries)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select greatest(due.at, w.paused_until)
  from (
    select q.due_at as at
    from attestry.webhook_queue q
    where q.organization_id = d.organization_id
      and q.environment = d.environment
      and q.delivery_id = d.id
    union all
    select l.until
    from attestry.webhook_leases l
    where l.organization_id = d.organization_id
      and l.environment = d.environment
      and l.endpoint_id = d.endpoint_id
      and d.id = any (l.delivery_ids)
  ) as due
  join attestry.webhook_endpoints w
    on w.organization_id = d.organization_id
    and w.environment = d.environment
    and w.id = d.endpoint_id;
$$;

create function attestry.delivery_json(d attestry.webhook_deliveries)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', d.id,
    'eventId', d.event_id,
    'eventType', e.type,
    'status', d.status,
    'createdAt', attestry.iso(d.created_at),
    'endedAt', attestry.iso(d.ended_at),
    'endedBecause', d.ended_because,
    'nextAttemptAt', case when d.status = 'pending' then attestry.iso(greatest(attestry.find_due_at(d), d.created_at)) end,
    'attempts', d.attempts
  )
  from attestry.events e
  where e.organization_id = d.organization_id
    and e.environment = d.environment
    and e.id = d.event_id;
$$;

-- Newest first, each with its attempts; one row more than `limit` when there is a next page. Raises PT401, PT403, PT404 WEBHOOK_NOT_FOUND.
create function api.list_deliveries(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.read');
  webhook attestry.webhook_endpoints := attestry.require_webhook(caller, input ->> 'reference');
  wanted_status constant text := input ->> 'status';
  wanted_type constant text := input ->> 'type';
  since constant timestamptz := input ->> 'since';
  until constant timestamptz := input ->> 'until';
  after_time constant timestamptz := input #>> '{after,createdAt}';
  after_id constant uuid := input #>> '{after,id}';
  page jsonb;
begin
  select coalesce(jsonb_agg(row_json order by created_at desc, id desc), '[]'::jsonb) into page
  from (
    select
      d.created_at,
      d.id,
      attestry.delivery_json(d::attestry.webhook_deliveries) || jsonb_build_object('position', attestry.iso_microseconds(d.created_at)) as row_json
    from (
      -- Of two, the plan for this call has one.
      select o.*
      from attestry.webhook_deliveries o
      where wanted_status is distinct from 'pending'
        and (wanted_status is null or o.status = wanted_status)
      union all
      select o.*
      from attestry.webhook_deliveries o
      where wanted_status = 'pending'
        and o.status = 'pending'
        and o.id in (
          select q.delivery_id
          from attestry.webhook_queue q
          where q.organization_id = webhook.organization_id
            and q.environment = webhook.environment
            and q.endpoint_id = webhook.id
          union all
          select unnest(l.delivery_ids)
          from attestry.webhook_leases l
          where l.organization_id = webhook.organization_id
            and l.environment = webhook.environment
            and l.endpoint_id = webhook.id
        )
    ) as d
    join attestry.events e
      on e.organization_id = d.organization_id
      and e.environment = d.environment
      and e.id = d.event_id
    where d.organization_id = webhook.organization_id
      and d.environment = webhook.environment
      and d.endpoint_id = webhook.id
      and (wanted_type is null or e.type = wanted_type)
      and (since is null or d.created_at >= since)
      and (until is null or d.created_at < until)
      and (after_time is null or (d.created_at, d.id) < (after_time, after_id))
    order by d.created_at desc, d.id desc
    limit (input ->> 'limit')::integer + 1
  ) as newest;
  return attestry.caller_json(caller) || jsonb_build_object('deliveries', page);
end
$$;

-- What became of the deliveries that were opened in the last `days`, and of the attempts made in them. Raises PT401, PT403,
-- PT404 WEBHOOK_NOT_FOUND.
create function api.get_webhook_statistics(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.read');
  webhook attestry.webhook_endpoints := attestry.require_webhook(caller, input ->> 'reference');
  since constant timestamptz := now() - make_interval(days => (input ->> 'days')::integer);
  statistics jsonb;
begin
  with delivery as (
    select d.status, d.ended_at, d.attempt_count, d.attempts
    from attestry.webhook_deliveries d
    where d.organization_id = webhook.organization_id
      and d.environment = webhook.environment
      and d.endpoint_id = webhook.id
      and d.created_at >= since
  ),
  attempt as (
    select a ->> 'error' as error, (a -> 'durationMilliseconds')::integer as duration_milliseconds
    from delivery
    cross join jsonb_array_elements(delivery.attempts) as a
  )
  select jsonb_build_object(
    'since', attestry.iso(since),
    'deliveredCount', (select count(*) from delivery where status = 'delivered'),
    'pendingCount', (select count(*) from delivery where status = 'pending'),
    'exhaustedCount', (select count(*) from delivery where status = 'exhausted'),
    'attemptCount', (select coalesce(sum(attempt_count), 0) from delivery),
    'failedAttemptCount', (select count(*) from attempt where error is not null),
    'errors', (
      select coalesce(jsonb_object_agg(grouped.error, grouped.count), '{}'::jsonb)
      from (select error, count(*) as count from attempt where error is not null group by error) as grouped
    ),
    'medianMilliseconds', (select percentile_disc(0.5) within group (order by duration_milliseconds) from attempt),
    'p95Milliseconds', (select percentile_disc(0.95) within group (order by duration_milliseconds) from attempt),
    'lastDeliveredAt', (select attestry.iso(max(ended_at)) from delivery where status = 'delivered')
  )
  into statistics;
  return attestry.caller_json(caller) || jsonb_build_object('statistics', statistics);
end
$$;

revoke all on function attestry.find_due_at(attestry.webhook_deliveries) from public;
revoke all on function attestry.delivery_json(attestry.webhook_deliveries) from public;
revoke all on function api.list_deliveries(jsonb) from public;
revoke all on function api.get_webhook_statistics(jsonb) from public;
grant execute on function api.list_deliveries(jsonb) to service_role;
grant execute on function api.get_webhook_statistics(jsonb) to service_role;
