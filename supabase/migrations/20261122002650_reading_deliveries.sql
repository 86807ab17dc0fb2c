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
    'nextAttemptAt', case when d.status = 'pending' then attestry.iso(greatest(d.due_at, d.created_at)) end,
    'attempts', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'number', a.number,
            'startedAt', attestry.iso(a.started_at),
            'durationMilliseconds', a.duration_milliseconds,
            'statusCode', a.status_code,
            'error', a.error,
            'response', a.response
          )
          order by a.number
        ),
        '[]'::jsonb
      )
      from attestry.webhook_attempts a
      where a.organization_id = d.organization_id
        and a.environment = d.environment
        and a.delivery_id = d.id
    )
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
      attestry.delivery_json(d) || jsonb_build_object('position', attestry.iso_microseconds(d.created_at)) as row_json
    from attestry.webhook_deliveries d
    join attestry.events e
      on e.organization_id = d.organization_id
      and e.environment = d.environment
      and e.id = d.event_id
    where d.organization_id = webhook.organization_id
      and d.environment = webhook.environment
      and d.endpoint_id = webhook.id
      and (wanted_status is null or d.status = wanted_status)
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
    select d.id, d.status, d.ended_at
    from attestry.webhook_deliveries d
    where d.organization_id = webhook.organization_id
      and d.environment = webhook.environment
      and d.endpoint_id = webhook.id
      and d.created_at >= since
  ),
  attempt as (
    select a.status_code, a.error, a.duration_milliseconds
    from delivery
    join attestry.webhook_attempts a
      on a.organization_id = webhook.organization_id
      and a.environment = webhook.environment
      and a.delivery_id = delivery.id
  )
  select jsonb_build_object(
    'since', attestry.iso(since),
    'deliveredCount', (select count(*) from delivery where status = 'delivered'),
    'pendingCount', (select count(*) from delivery where status = 'pending'),
    'exhaustedCount', (select count(*) from delivery where status = 'exhausted'),
    'attemptCount', (select count(*) from attempt),
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

revoke all on function attestry.delivery_json(attestry.webhook_deliveries) from public;
revoke all on function api.list_deliveries(jsonb) from public;
revoke all on function api.get_webhook_statistics(jsonb) from public;
grant execute on function api.list_deliveries(jsonb) to service_role;
grant execute on function api.get_webhook_statistics(jsonb) to service_role;
