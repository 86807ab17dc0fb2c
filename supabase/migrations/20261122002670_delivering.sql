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

-- Leases due deliveries of one endpoint, as many as it and its organization may have at a time; answers how many. A delivery whose lease
-- ran out ten times in a row without a word is exhausted, and has that as its attempt. The caller holds the endpoint's lock.
create function attestry.lease_deliveries(
  webhook attestry.webhook_endpoints, most integer, most_per_endpoint integer, token uuid, lease interval
)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  most_interruptions constant integer := 10;
  most_per_tenant constant integer := 40;
  under_way integer;
  under_way_of_tenant integer;
  taken integer;
begin
  select count(*) filter (where d.endpoint_id = webhook.id), count(*)
  into under_way, under_way_of_tenant
  from attestry.webhook_deliveries d
  where d.organization_id = webhook.organization_id
    and d.environment = webhook.environment
    and d.lease_token is not null
    and d.due_at > clock_timestamp();

  with due as (
    select d.id, d.lease_token is not null and d.interrupted_count + 1 >= most_interruptions as is_lost
    from attestry.webhook_deliveries d
    where d.organization_id = webhook.organization_id
      and d.environment = webhook.environment
      and d.endpoint_id = webhook.id
      and d.status = 'pending'
      and d.due_at <= clock_timestamp()
    order by d.due_at
    -- Of one that let us wait, one.
    limit greatest(0, least(
      most,
      most_per_tenant - under_way_of_tenant,
      case when webhook.slow_streak > 0 then 1 else most_per_endpoint end - under_way
    ))
    for update skip locked
  ),
  leased as (
    update attestry.webhook_deliveries d
    set status = case when due.is_lost then 'exhausted' else 'pending' end,
        ended_at = case when due.is_lost then now() end,
        interrupted_count = d.interrupted_count + case when d.lease_token is not null then 1 else 0 end,
        attempt_count = d.attempt_count + case when due.is_lost then 1 else 0 end,
        lease_token = case when not due.is_lost then token end,
        due_at = clock_timestamp() + lease
    from due
    where d.organization_id = webhook.organization_id
      and d.environment = webhook.environment
      and d.id = due.id
    returning d.organization_id, d.environment, d.id, d.attempt_count, d.status
  ),
  attempt as (
    insert into attestry.webhook_attempts (
      organization_id, environment, delivery_id, number, started_at, duration_milliseconds, error
    )
    select l.organization_id, l.environment, l.id, l.attempt_count, now(), 0, 'interrupted'
    from leased l
    where l.status = 'exhausted'
  )
  select count(*) filter (where leased.status = 'pending') into taken
  from leased;

  if taken > 0 then
    update attestry.webhook_endpoints w
    set last_claimed_at = clock_timestamp()
    where w.organization_id = webhook.organization_id
      and w.environment = webhook.environment
      and w.id = webhook.id;
  end if;
  return taken;
end
$$;

-- Leases due deliveries for `leaseSeconds`: from the endpoints served longest ago first, and of each no more than `mostPerEndpoint` at a
-- time. Looked for among what has been due longest; where that is much, and may be a few's, half of it among all that waits.
create function api.claim_deliveries(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  most constant integer := input ->> 'limit';
  most_per_endpoint constant integer := input ->> 'mostPerEndpoint';
  lease constant interval := make_interval(secs => (input ->> 'leaseSeconds')::integer);
  token constant uuid := gen_random_uuid();
  window_size constant integer := 500;
  is_much boolean;
  webhook attestry.webhook_endpoints;
  claimed integer := 0;
begin
  select count(*) = window_size into is_much
  from (
    select
    from attestry.webhook_deliveries d
    where d.status = 'pending'
      and d.due_at <= clock_timestamp()
    limit window_size
  ) as due;

  for webhook in
    select w.*
    from attestry.webhook_endpoints w
    where (w.organization_id, w.environment, w.id) in (
      select d.organization_id, d.environment, d.endpoint_id
      from attestry.webhook_deliveries d
      where d.status = 'pending'
        and d.due_at <= clock_timestamp()
      order by d.due_at
      limit window_size
    )
      and w.is_active
      and (w.paused_until is null or w.paused_until <= clock_timestamp())
    order by w.last_claimed_at nulls first, w.id
    for no key update skip locked
  loop
    claimed := claimed + attestry.lease_deliveries(
      webhook, case when is_much then most / 2 else most end - claimed, most_per_endpoint, token, lease
    );
    exit when claimed >= case when is_much then most / 2 else most end;
  end loop;

  if is_much then
    for webhook in
      -- From one endpoint that has something pending to the next, without reading what lies between.
      with recursive waiting as (
        (
          select d.organization_id, d.environment, d.endpoint_id
          from attestry.webhook_deliveries d
          where d.status = 'pending'
          order by d.organization_id, d.environment, d.endpoint_id
          limit 1
        )
        union all
        select following.*
        from waiting
        cross join lateral (
          select d.organization_id, d.environment, d.endpoint_id
          from attestry.webhook_deliveries d
          where d.status = 'pending'
            and (d.organization_id, d.environment, d.endpoint_id) > (waiting.organization_id, waiting.environment, waiting.endpoint_id)
          order by d.organization_id, d.environment, d.endpoint_id
          limit 1
        ) as following
      )
      select w.*
      from waiting
      join attestry.webhook_endpoints w
        on w.organization_id = waiting.organization_id
        and w.environment = waiting.environment
        and w.id = waiting.endpoint_id
      where w.is_active
        and (w.paused_until is null or w.paused_until <= clock_timestamp())
      order by w.last_claimed_at nulls first, w.id
      for no key update of w skip locked
    loop
      claimed := claimed + attestry.lease_deliveries(webhook, most - claimed, most_per_endpoint, token, lease);
      exit when claimed >= most;
    end loop;
  end if;

  return jsonb_build_object(
    'leaseToken', token,
    'nextInSeconds', (
      select extract(epoch from min(d.due_at) - clock_timestamp())
      from attestry.webhook_deliveries d
      where d.status = 'pending'
        and d.lease_token is null
        and d.due_at > clock_timestamp()
    ),
    'deliveries', case
      when claimed = 0 then '[]'::jsonb
      else (
        select jsonb_agg(
          jsonb_build_object(
            'id', d.id,
            'organizationId', d.organization_id,
            'environment', d.environment,
            'tryCount', d.try_count,
            'postponedCount', d.postponed_count,
            'event', attestry.compose_event(e, c, said.document),
            'endpoint', jsonb_build_object(
              'id', w.id,
              'url', w.url,
              'sealedSecret', w.sealed_secret,
              'sealedPreviousSecret', case when w.previous_secret_until > clock_timestamp() then w.sealed_previous_secret end
            )
          )
          order by d.created_at, d.id
        )
        from attestry.webhook_deliveries d
        join attestry.webhook_endpoints w
          on w.organization_id = d.organization_id
          and w.environment = d.environment
          and w.id = d.endpoint_id
        join attestry.events e
          on e.organization_id = d.organization_id
          and e.environment = d.environment
          and e.id = d.event_id
        left join attestry.certificates c
          on c.organization_id = e.organization_id
          and c.environment = e.environment
          and c.id = e.certificate_uuid
        -- Parsed once for all that is read of it.
        cross join lateral (select c.document::jsonb offset 0) as said (document)
        where d.lease_token = token
      )
    end
  );
end
$$;

comment on function api.claim_deliveries(jsonb) is 'No key: what it answers is for the Worker that delivers, and each goes to its own organization''s endpoint.';

-- What became of leased deliveries, all in one transaction; of one whose lease is another's by now nothing is changed. `outcome` is
-- delivered, failed (another attempt follows in `retrySeconds`), exhausted, gone (the endpoint wants no more) or postponed (no attempt was
-- made). Who held its slot to the end is left alone for a while; an endpoint that did nothing but fail for five days is disabled.
create function api.settle_deliveries(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  patience constant interval := interval '5 days';
  settled integer;
  standings jsonb;
  standing record;
  webhook attestry.webhook_endpoints;
begin
  -- Endpoints before their deliveries, as a claim does, and in one order: nobody waits in a circle.
  perform
  from attestry.webhook_endpoints w
  where (w.organization_id, w.environment, w.id) in (
    select d.organization_id, d.environment, d.endpoint_id
    from jsonb_to_recordset(input -> 'results') as result ("leaseToken" uuid, id uuid)
    join attestry.webhook_deliveries d
      on d.lease_token = result."leaseToken"
      and d.id = result.id
  )
  order by w.organization_id, w.environment, w.id
  for no key update;

  with changed as (
    update attestry.webhook_deliveries d
    set status = case
          when result.outcome = 'delivered' then 'delivered'
          when result.outcome in ('exhausted', 'gone') then 'exhausted'
          else 'pending'
        end,
        ended_at = case when result.outcome in ('delivered', 'exhausted', 'gone') then now() end,
        attempt_count = d.attempt_count + case when result.outcome = 'postponed' then 0 else 1 end,
        try_count = d.try_count + case when result.outcome = 'postponed' then 0 else 1 end,
        interrupted_count = 0,
        postponed_count = case
          when result.outcome <> 'postponed' then 0
          when result."retrySeconds" > 0 then d.postponed_count + 1
          else d.postponed_count
        end,
        due_at = now() + make_interval(secs => coalesce(result."retrySeconds", 0)),
        lease_token = null
    from jsonb_to_recordset(input -> 'results') as result (
      "leaseToken" uuid, id uuid, outcome text, "retrySeconds" double precision, "startedAt" timestamptz, "durationMilliseconds" integer,
      "statusCode" integer, error text, response text, "isSlow" boolean
    )
    where d.lease_token = result."leaseToken"
      and d.id = result.id
    returning
      d.organization_id, d.environment, d.id, d.endpoint_id, d.attempt_count, result.outcome, result."startedAt",
      result."durationMilliseconds", result."statusCode", result.error, result.response, result."isSlow"
  ),
  attempt as (
    insert into attestry.webhook_attempts (
      organization_id, environment, delivery_id, number, started_at, duration_milliseconds, status_code, error, response
    )
    select
      c.organization_id, c.environment, c.id, c.attempt_count, c."startedAt", c."durationMilliseconds", c."statusCode", c.error, c.response
    from changed c
    where c.outcome <> 'postponed'
  ),
  grouped as (
    select
      c.organization_id,
      c.environment,
      c.endpoint_id,
      count(*) as count,
      bool_or(c.outcome = 'delivered') as has_delivered,
      bool_or(c.outcome = 'gone') as is_gone,
      bool_or(c."isSlow") as is_slow,
      min(c."startedAt") filter (where c.outcome in ('failed', 'exhausted')) as first_failure_at
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
      has_delivered boolean, is_gone boolean, is_slow boolean, first_failure_at timestamptz
    )
  loop
    if standing.has_delivered then
      update attestry.webhook_endpoints w
      set failing_since = null,
          slow_streak = 0,
          paused_until = null
      where (w.organization_id, w.environment, w.id) = (standing.organization_id, standing.environment, standing.endpoint_id)
        and (w.failing_since is not null or w.slow_streak > 0);
    elsif standing.first_failure_at is not null then
      update attestry.webhook_endpoints w
      -- A failure long after the one before begins anew: nothing was tried in between.
      set failing_since = case
            when w.last_failure_at > standing.first_failure_at - interval '1 day' then coalesce(w.failing_since, standing.first_failure_at)
            else standing.first_failure_at
          end,
          last_failure_at = standing.first_failure_at,
          slow_streak = case when standing.is_slow then w.slow_streak + 1 else w.slow_streak end,
          paused_until = case
            when standing.is_slow and w.slow_streak > 0 then now() + make_interval(secs => least(600, 15 * 2 ^ least(w.slow_streak - 1, 10)))
            else w.paused_until
          end
      where (w.organization_id, w.environment, w.id) = (standing.organization_id, standing.environment, standing.endpoint_id);
    end if;

    select w.* into webhook
    from attestry.webhook_endpoints w
    where (w.organization_id, w.environment, w.id) = (standing.organization_id, standing.environment, standing.endpoint_id);
    if standing.is_gone then
      perform attestry.disable_webhook(webhook, 'gone');
    elsif webhook.failing_since < now() - patience then
      perform attestry.disable_webhook(webhook, 'failing');
    end if;
  end loop;

  return jsonb_build_object('settled', settled);
end
$$;

comment on function api.settle_deliveries(jsonb) is 'No key: it changes what the lease that is shown covers, and nothing else.';

-- One step of ending what waits at endpoints that are switched off, and of removing those that are deleted with all that was theirs. What
-- is under way is left to whoever sends it.
create function api.clear_webhooks(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  step constant integer := input ->> 'limit';
  ended integer;
  deleted integer;
begin
  update attestry.webhook_deliveries d
  set status = 'exhausted',
      lease_token = null,
      ended_at = now()
  where (d.organization_id, d.environment, d.id) in (
    select o.organization_id, o.environment, o.id
    from attestry.webhook_endpoints w
    join attestry.webhook_deliveries o
      on o.organization_id = w.organization_id
      and o.environment = w.environment
      and o.endpoint_id = w.id
    where not w.is_active
      and o.status = 'pending'
      and (o.lease_token is null or o.due_at <= clock_timestamp())
    limit step
    for update of o skip locked
  );
  get diagnostics ended = row_count;

  delete from attestry.webhook_deliveries d
  where (d.organization_id, d.environment, d.id) in (
    select o.organization_id, o.environment, o.id
    from attestry.webhook_endpoints w
    join attestry.webhook_deliveries o
      on o.organization_id = w.organization_id
      and o.environment = w.environment
      and o.endpoint_id = w.id
    where w.deleted_at is not null
      and o.lease_token is null
    limit step
    for update of o skip locked
  );
  get diagnostics deleted = row_count;

  delete from attestry.webhook_endpoints w
  where w.deleted_at is not null
    and not exists (
      select
      from attestry.webhook_deliveries d
      where d.organization_id = w.organization_id
        and d.environment = w.environment
        and d.endpoint_id = w.id
    );
  return jsonb_build_object('hasMore', ended = step or deleted = step);
end
$$;

comment on function api.clear_webhooks(jsonb) is 'No key: it ends what their owners ended, and answers no more than whether there is more.';

-- Once an hour: what was delivered or given up thirty days ago goes, with its attempts. The events stay.
create function api.tidy_deliveries(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  deleted integer;
begin
  delete from attestry.webhook_deliveries d
  where (d.organization_id, d.environment, d.id) in (
    select o.organization_id, o.environment, o.id
    from attestry.webhook_deliveries o
    where o.ended_at < now() - interval '30 days'
    order by o.ended_at
    limit 10000
    for update skip locked
  );
  get diagnostics deleted = row_count;
  delete from attestry.webhook_replays
  where finished_at < now() - interval '30 days';
  return jsonb_build_object('deletedDeliveries', deleted);
end
$$;

comment on function api.tidy_deliveries(jsonb) is 'No key: it answers counts only.';

revoke all on function attestry.disable_webhook(attestry.webhook_endpoints, text) from public;
revoke all on function attestry.lease_deliveries(attestry.webhook_endpoints, integer, integer, uuid, interval) from public;
revoke all on function api.claim_deliveries(jsonb) from public;
revoke all on function api.settle_deliveries(jsonb) from public;
revoke all on function api.clear_webhooks(jsonb) from public;
grant execute on function api.clear_webhooks(jsonb) to service_role;
revoke all on function api.tidy_deliveries(jsonb) from public;
grant execute on function api.claim_deliveries(jsonb) to service_role;
grant execute on function api.settle_deliveries(jsonb) to service_role;
grant execute on function api.tidy_deliveries(jsonb) to service_role;
