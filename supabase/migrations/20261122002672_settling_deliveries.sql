-- Switches an endpoint off and tells the organization's other endpoints. What waits there is ended in steps (api.clear_webhooks). The caller
-- holds the endpoint's lock.
create function attestry.disable_webhook(webhook attestry.webhook_endpoints, reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update attestry.webhook_endpoints w
  set is_active = false,
      disabled_reason = reason,
      disabled_at = now(),
      updated_at = now()
  where w.organization_id = webhook.organization_id
    and w.environment = webhook.environment
    and w.id = webhook.id
    and w.is_active;

  if found then
    insert into attestry.events (organization_id, environment, type, data)
    values (
      webhook.organization_id, webhook.environment, 'webhook.disabled',
      jsonb_build_object('webhookId', webhook.id, 'url', webhook.url, 'reason', reason)
    );
  end if;
end
$$;

-- What became of leased deliveries, all in one transaction; of one whose lease is another's by now nothing is changed. `outcome` is
-- delivered, failed (another attempt follows in `retrySeconds`), exhausted, gone (the endpoint wants no more) or postponed (no attempt was
-- made). Who is slow time after time is left alone for a while, and who asks for it with `pauseSeconds`, an hour at most; an endpoint that
-- did nothing but fail for five days is disabled. What was
-- asked at a URL that the endpoint has no more says nothing of the endpoint, and what was decided before a replay began ends nothing:
-- `url` and `tryCount` tell what an attempt was made for.
create function api.settle_deliveries(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  patience constant interval := interval '5 days';
  tokens constant uuid[] := array(
    select distinct (r ->> 'leaseToken')::uuid
    from jsonb_array_elements(input -> 'results') as r
  );
  settled integer;
  standings jsonb;
  standing record;
  is_slow_again boolean;
  webhook attestry.webhook_endpoints;
begin
  -- Endpoints before what is theirs, as a claim does, and in one order: nobody waits in a circle.
  perform
  from attestry.webhook_endpoints w
  where (w.organization_id, w.environment, w.id) in (
    select l.organization_id, l.environment, l.endpoint_id
    from attestry.webhook_leases l
    where l.token = any (tokens)
  )
  order by w.organization_id, w.environment, w.id
  for no key update;

  with result as materialized (
    select *
    from jsonb_to_recordset(input -> 'results') as r (
      "leaseToken" uuid, id uuid, outcome text, "retrySeconds" double precision, "startedAt" timestamptz, "durationMilliseconds" integer,
      "statusCode" integer, error text, response text, "isSlow" boolean, "pauseSeconds" double precision, url text, "tryCount" integer
    )
  ),
  taken as materialized (
    select l.organization_id, l.environment, l.endpoint_id, l.token, t.*
    from attestry.webhook_leases l
    cross join unnest(l.delivery_ids, l.event_ids, l.try_counts, l.interrupted_counts, l.postponed_counts)
      as t (delivery_id, event_id, try_count, interrupted_count, postponed_count)
    where l.token = any (tokens)
  ),
  attempted as (
    select
      taken.*,
      result.*,
      coalesce(result.url <> w.url, false) as is_elsewhere,
      coalesce(result.url <> w.url or result."tryCount" <> taken.try_count, false) as is_outdated
    from taken
    join result
      on result."leaseToken" = taken.token
      and result.id = taken.delivery_id
    join attestry.webhook_endpoints w
      on w.organization_id = taken.organization_id
      and w.environment = taken.environment
      and w.id = taken.endpoint_id
  ),
  leased as (
    select
      a.organization_id, a.environment, a.endpoint_id, a.delivery_id, a.event_id, a.try_count, a.postponed_count, a.is_elsewhere,
      a."startedAt", a."durationMilliseconds", a."statusCode", a.error, a.response, a."isSlow",
      a."pauseSeconds",
      case when a.is_outdated and a.outcome in ('exhausted', 'gone') then 'failed' else a.outcome end as outcome,
      case when a.is_outdated and a.outcome in ('exhausted', 'gone', 'failed') then 0 else a."retrySeconds" end as retry_seconds
    from attempted a
  ),
  rest as (
    select
      taken.organization_id,
      taken.environment,
      taken.endpoint_id,
      taken.token,
      bool_or(result.id is not null) as is_less,
      array_agg(taken.delivery_id) filter (where result.id is null) as delivery_ids,
      array_agg(taken.event_id) filter (where result.id is null) as event_ids,
      array_agg(taken.try_count) filter (where result.id is null) as try_counts,
      array_agg(taken.interrupted_count) filter (where result.id is null) as interrupted_counts,
      array_agg(taken.postponed_count) filter (where result.id is null) as postponed_counts
    from taken
    left join result
      on result."leaseToken" = taken.token
      and result.id = taken.delivery_id
    group by taken.organization_id, taken.environment, taken.endpoint_id, taken.token
  ),
  ended as (
    delete from attestry.webhook_leases l
    using rest
    where l.organization_id = rest.organization_id
      and l.environment = rest.environment
      and l.endpoint_id = rest.endpoint_id
      and l.token = rest.token
      and rest.delivery_ids is null
  ),
  shortened as (
    update attestry.webhook_leases l
    set delivery_ids = rest.delivery_ids,
        event_ids = rest.event_ids,
        try_counts = rest.try_counts,
        interrupted_counts = rest.interrupted_counts,
        postponed_counts = rest.postponed_counts
    from rest
    where l.organization_id = rest.organization_id
      and l.environment = rest.environment
      and l.endpoint_id = rest.endpoint_id
      and l.token = rest.token
      and rest.is_less
      and rest.delivery_ids is not null
  ),
  changed as (
    update attestry.webhook_deliveries d
    set status = case
          when l.outcome = 'delivered' then 'delivered'
          when l.outcome in ('exhausted', 'gone') then 'exhausted'
          else 'pending'
        end,
        ended_at = case when l.outcome in ('delivered', 'exhausted', 'gone') then now() end,
        attempt_count = case when l.outcome = 'postponed' then d.attempt_count else d.attempt_count + 1 end,
        attempts = case
          when l.outcome = 'postponed' then d.attempts
          else attestry.add_attempt(
            d.attempts,
            attestry.attempt_json(
              d.attempt_count + 1, l."startedAt", l."durationMilliseconds", l."statusCode", l.error, l.response
            )
          )
        end
    from leased l
    where d.organization_id = l.organization_id
      and d.environment = l.environment
      and d.id = l.delivery_id
    returning l.*, d.created_at
  ),
  kept as (
    insert into attestry.webhook_queue (
      organization_id, environment, endpoint_id, delivery_id, event_id, due_at, try_count, postponed_count
    )
    select
      c.organization_id, c.environment, c.endpoint_id, c.delivery_id, c.event_id,
      case
        -- What is given back unsent keeps its place; of a retry it is not known.
        when c.outcome = 'postponed' and c.retry_seconds = 0 and c.try_count = 0 then c.created_at
        else now() + make_interval(secs => coalesce(c.retry_seconds, 0))
      end,
      case when c.outcome = 'postponed' then c.try_count else c.try_count + 1 end,
      case
        when c.outcome <> 'postponed' then 0
        when c.retry_seconds > 0 then c.postponed_count + 1
        else c.postponed_count
      end
    from changed c
    where c.outcome in ('failed', 'postponed')
  ),
  grouped as (
    select
      c.organization_id,
      c.environment,
      c.endpoint_id,
      count(*) as count,
      coalesce(bool_or(c.outcome = 'delivered') filter (where not c.is_elsewhere), false) as has_delivered,
      coalesce(bool_or(c.outcome = 'gone'), false) as is_gone,
      max(c."startedAt") filter (where c."isSlow" and not c.is_elsewhere) as last_slow_at,
      max(c."startedAt" + c."durationMilliseconds" * interval '1 millisecond') filter (where c."isSlow" and not c.is_elsewhere) as slow_until,
      max(c."pauseSeconds") filter (where not c.is_elsewhere) as pause_seconds,
      min(c."startedAt") filter (where c.outcome in ('failed', 'exhausted') and not c.is_elsewhere) as first_failure_at
    from changed c
    group by c.organization_id, c.environment, c.endpoint_id
  )
  select coalesce(sum(g.count), 0), coalesce(jsonb_agg(to_jsonb(g) order by g.organization_id, g.environment, g.endpoint_id), '[]'::jsonb)
  into settled, standings
  from grouped g;

  for standing in
    select *
    from jsonb_to_recordset(standings) as s (
      organization_id uuid, environment attestry.environment, endpoint_id uuid,
      has_delivered boolean, is_gone boolean, last_slow_at timestamptz, slow_until timestamptz, pause_seconds double precision,
      first_failure_at timestamptz
    )
  loop
    -- Slow ones side by side are one: another counts only if it began when that had ended.
    select standing.last_slow_at is not null and (w.slow_until is null or standing.last_slow_at > w.slow_until) into is_slow_again
    from attestry.webhook_endpoints w
    where (w.organization_id, w.environment, w.id) = (standing.organization_id, standing.environment, standing.endpoint_id);

    if standing.has_delivered then
      update attestry.webhook_endpoints w
      set failing_since = null,
          slow_streak = 0,
          -- That it asked for a pause holds, whatever else it took meanwhile.
          paused_until = case when w.slow_streak <= 1 then w.paused_until end
      where (w.organization_id, w.environment, w.id) = (standing.organization_id, standing.environment, standing.endpoint_id)
        and (w.failing_since is not null or w.slow_streak > 0);
    elsif standing.first_failure_at is not null then
      update attestry.webhook_endpoints w
      -- A failure long after the one before begins anew: nothing was tried in between.
      set failing_since = case
            when w.last_failure_at > standing.first_failure_at - interval '14 days' then coalesce(w.failing_since, standing.first_failure_at)
            else standing.first_failure_at
          end,
          last_failure_at = standing.first_failure_at,
          slow_streak = case when is_slow_again then w.slow_streak + 1 else w.slow_streak end,
          slow_until = case when is_slow_again then standing.slow_until else w.slow_until end,
          paused_until = case
            when is_slow_again and w.slow_streak > 0
              then greatest(w.paused_until, now() + make_interval(secs => least(600, 15 * 2 ^ least(w.slow_streak - 1, 10))))
            else w.paused_until
          end
      where (w.organization_id, w.environment, w.id) = (standing.organization_id, standing.environment, standing.endpoint_id);
    end if;

    if standing.pause_seconds > 0 then
      update attestry.webhook_endpoints w
      set paused_until = greatest(w.paused_until, now() + make_interval(secs => least(standing.pause_seconds, 3600)))
      where (w.organization_id, w.environment, w.id) = (standing.organization_id, standing.environment, standing.endpoint_id);
    end if;

    select w.* into webhook
    from attestry.webhook_endpoints w
    where (w.organization_id, w.environment, w.id) = (standing.organization_id, standing.environment, standing.endpoint_id);
    if standing.is_gone then
      perform attestry.disable_webhook(webhook, 'gone');
    -- Not when nothing was attempted now.
    elsif standing.first_failure_at is not null and webhook.failing_since < now() - patience then
      perform attestry.disable_webhook(webhook, 'failing');
    end if;
  end loop;

  return jsonb_build_object('settled', settled);
end
$$;

comment on function api.settle_deliveries(jsonb) is 'No key: it changes what the lease that is shown covers, and nothing else.';

revoke all on function attestry.disable_webhook(attestry.webhook_endpoints, text) from public;
revoke all on function api.settle_deliveries(jsonb) from public;
grant execute on function api.settle_deliveries(jsonb) to service_role;
