-- What leases of one endpoint that ran out had taken waits again. A delivery to which that happened ten times in a row, without a word, is
-- exhausted, and has that as its attempt. The caller holds the endpoint's lock.
create function attestry.return_deliveries(webhook attestry.webhook_endpoints)
returns void
language sql
set search_path = ''
as $$
  with lost as (
    delete from attestry.webhook_leases l
    where l.organization_id = webhook.organization_id
      and l.environment = webhook.environment
      and l.endpoint_id = webhook.id
      and l.until <= clock_timestamp()
    returning l.*
  ),
  interrupted as (
    select lost.organization_id, lost.environment, lost.endpoint_id, lost.until, t.*, t.interrupted_count + 1 >= 10 as is_exhausted
    from lost
    cross join unnest(lost.delivery_ids, lost.event_ids, lost.try_counts, lost.interrupted_counts, lost.postponed_counts)
      as t (delivery_id, event_id, try_count, interrupted_count, postponed_count)
  ),
  exhausted as (
    update attestry.webhook_deliveries d
    set status = 'exhausted',
        ended_at = now(),
        attempt_count = d.attempt_count + 1,
        attempts = d.attempts || attestry.attempt_json(d.attempt_count + 1, now(), 0, null, 'interrupted', null)
    from interrupted i
    where i.is_exhausted
      and d.organization_id = i.organization_id
      and d.environment = i.environment
      and d.id = i.delivery_id
  )
  insert into attestry.webhook_queue (
    organization_id, environment, endpoint_id, delivery_id, event_id, due_at, try_count, interrupted_count, postponed_count
  )
  select
    i.organization_id, i.environment, i.endpoint_id, i.delivery_id, i.event_id, i.until, i.try_count, i.interrupted_count + 1,
    i.postponed_count
  from interrupted i
  join attestry.webhook_deliveries d
    on d.organization_id = i.organization_id
    and d.environment = i.environment
    and d.id = i.delivery_id
  where not i.is_exhausted;
$$;

create function attestry.most_leased_of_tenant()
returns integer
language sql
immutable
return 40;

-- Leases due deliveries of one endpoint, as many as it and its organization may have at a time; answers how many. The caller holds the
-- endpoint's lock: nobody else takes them.
create function attestry.lease_deliveries(
  webhook attestry.webhook_endpoints, most integer, most_per_endpoint integer, token uuid, lease interval
)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  moment constant timestamptz := clock_timestamp();
  under_way integer;
  under_way_of_tenant integer;
  has_lost boolean;
  allowed integer;
  taken integer;
begin
  select
    coalesce(sum(cardinality(l.delivery_ids)) filter (where l.endpoint_id = webhook.id and l.until > moment), 0),
    coalesce(sum(cardinality(l.delivery_ids)) filter (where l.until > moment), 0),
    coalesce(bool_or(l.endpoint_id = webhook.id and l.until <= moment), false)
  into under_way, under_way_of_tenant, has_lost
  from attestry.webhook_leases l
  where l.organization_id = webhook.organization_id
    and l.environment = webhook.environment;

  if has_lost then
    perform attestry.return_deliveries(webhook);
  end if;

  -- Of one that let us wait, one.
  allowed := least(
    most, attestry.most_leased_of_tenant() - under_way_of_tenant, case when webhook.slow_streak > 0 then 1 else most_per_endpoint end - under_way
  );
  if allowed <= 0 then
    return 0;
  end if;

  with due as (
    delete from attestry.webhook_queue q
    where q.ctid = any (array(
      select w.ctid
      from attestry.webhook_queue w
      where w.organization_id = webhook.organization_id
        and w.environment = webhook.environment
        and w.endpoint_id = webhook.id
        and w.due_at <= moment
      order by w.due_at
      limit allowed
    ))
    returning q.*
  ),
  leased as (
    insert into attestry.webhook_leases as l (
      organization_id, environment, endpoint_id, token, until,
      delivery_ids, event_ids, try_counts, interrupted_counts, postponed_counts
    )
    select
      webhook.organization_id, webhook.environment, webhook.id, token, clock_timestamp() + lease,
      array_agg(due.delivery_id), array_agg(due.event_id), array_agg(due.try_count), array_agg(due.interrupted_count),
      array_agg(due.postponed_count)
    from due
    having count(*) > 0
    -- One claim may come to an endpoint twice.
    on conflict on constraint webhook_leases_pkey do update
    set delivery_ids = l.delivery_ids || excluded.delivery_ids,
        event_ids = l.event_ids || excluded.event_ids,
        try_counts = l.try_counts || excluded.try_counts,
        interrupted_counts = l.interrupted_counts || excluded.interrupted_counts,
        postponed_counts = l.postponed_counts || excluded.postponed_counts
  )
  select count(*) into taken
  from due;
  if taken = 0 then
    return 0;
  end if;

  update attestry.webhook_endpoints w
  set last_claimed_at = clock_timestamp()
  where w.organization_id = webhook.organization_id
    and w.environment = webhook.environment
    and w.id = webhook.id;
  return taken;
end
$$;

-- Leases due deliveries for `leaseSeconds`: from the endpoints served longest ago first, and of each no more than `mostPerEndpoint` at a
-- time. Looked for among what has been due longest; where that is much, and may be a few's, every other claim, as chance has it, looks among all
-- that waits. Endpoints are looked at one by one, so that none is held from other claims that this one does not come to.
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
  lease_token constant uuid := gen_random_uuid();
  moment constant timestamptz := clock_timestamp();
  window_size constant integer := 500;
  due_longest cursor for
    with due as materialized (
      select q.organization_id, q.environment, q.endpoint_id
      from attestry.webhook_queue q
      where q.due_at <= moment
      order by q.due_at
      limit window_size
    ),
    candidate as (
      select due.organization_id, due.environment, due.endpoint_id
      from due
      union
      select l.organization_id, l.environment, l.endpoint_id
      from attestry.webhook_leases l
      where l.until <= moment
    )
    select w as webhook
    from candidate
    join attestry.webhook_endpoints w
      on w.organization_id = candidate.organization_id
      and w.environment = candidate.environment
      and w.id = candidate.endpoint_id
    where w.is_active
      and (w.paused_until is null or w.paused_until <= moment)
      and (w.organization_id, w.environment) not in (
        select l.organization_id, l.environment
        from attestry.webhook_leases l
        where l.until > moment
        group by l.organization_id, l.environment
        having sum(cardinality(l.delivery_ids)) >= attestry.most_leased_of_tenant()
      )
    order by w.last_claimed_at nulls first, w.id
    for no key update of w skip locked;
  -- From one endpoint for which something waits to the next, without reading what lies between.
  all_waiting cursor for
    with recursive waiting as (
      (
        select q.organization_id, q.environment, q.endpoint_id
        from attestry.webhook_queue q
        order by q.organization_id, q.environment, q.endpoint_id
        limit 1
      )
      union all
      select following.*
      from waiting
      cross join lateral (
        select q.organization_id, q.environment, q.endpoint_id
        from attestry.webhook_queue q
        where (q.organization_id, q.environment, q.endpoint_id) > (waiting.organization_id, waiting.environment, waiting.endpoint_id)
        order by q.organization_id, q.environment, q.endpoint_id
        limit 1
      ) as following
    )
    select w as webhook
    from waiting
    join attestry.webhook_endpoints w
      on w.organization_id = waiting.organization_id
      and w.environment = waiting.environment
      and w.id = waiting.endpoint_id
    where w.is_active
      and (w.paused_until is null or w.paused_until <= moment)
      and (w.organization_id, w.environment) not in (
        select l.organization_id, l.environment
        from attestry.webhook_leases l
        where l.until > moment
        group by l.organization_id, l.environment
        having sum(cardinality(l.delivery_ids)) >= attestry.most_leased_of_tenant()
      )
    order by w.last_claimed_at nulls first, w.id
    for no key update of w skip locked;
  is_much boolean;
  claimed integer := 0;
begin
  select count(*) = window_size into is_much
  from (
    select
    from attestry.webhook_queue q
    where q.due_at <= moment
    limit window_size
  ) as due;

  if not is_much or random() < 0.5 then
    for candidate in due_longest loop
      claimed := claimed + attestry.lease_deliveries(candidate.webhook, most - claimed, most_per_endpoint, lease_token, lease);
      exit when claimed >= most;
    end loop;
  end if;
  -- Also where those that have been due longest have enough under way.
  if is_much and claimed < most then
    for candidate in all_waiting loop
      claimed := claimed + attestry.lease_deliveries(candidate.webhook, most - claimed, most_per_endpoint, lease_token, lease);
      exit when claimed >= most;
    end loop;
  end if;

  return jsonb_build_object(
    'leaseToken', lease_token,
    'nextInSeconds', (
      select extract(epoch from min(q.due_at) - clock_timestamp())
      from attestry.webhook_queue q
      where q.due_at > moment
    ),
    'endpoints', (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'id', w.id,
            'organizationId', w.organization_id,
            'environment', w.environment,
            'url', w.url,
            'sealedSecret', w.sealed_secret,
            'sealedPreviousSecret', case when w.previous_secret_until > clock_timestamp() then w.sealed_previous_secret end
          )
        ),
        '[]'::jsonb
      )
      from attestry.webhook_leases l
      join attestry.webhook_endpoints w
        on w.organization_id = l.organization_id
        and w.environment = l.environment
        and w.id = l.endpoint_id
      where l.token = lease_token
    ),
    'deliveries', (
      -- With all that names an event, so that each is found by its key and no plan reads all of a tenant's.
      with taken as materialized (
        select l.organization_id, l.environment, l.endpoint_id, t.*
        from attestry.webhook_leases l
        cross join unnest(l.delivery_ids, l.event_ids, l.try_counts, l.postponed_counts)
          as t (delivery_id, event_id, try_count, postponed_count)
        where l.token = lease_token
      )
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'id', taken.delivery_id,
            'endpointId', taken.endpoint_id,
            'tryCount', taken.try_count,
            'postponedCount', taken.postponed_count,
            'event', attestry.compose_event(e, c, said.document)
          )
          order by e.created_at, e.id
        ),
        '[]'::jsonb
      )
      from taken
      join attestry.events e
        on e.organization_id = taken.organization_id
        and e.environment = taken.environment
        and e.id = taken.event_id
      left join attestry.certificates c
        on c.organization_id = e.organization_id
        and c.environment = e.environment
        and c.id = e.certificate_uuid
      -- Parsed once for all that is read of it.
      cross join lateral (select c.document::jsonb offset 0) as said (document)
    )
  );
end
$$;

comment on function api.claim_deliveries(jsonb) is 'No key: what it answers is for the Worker that delivers, and each goes to its own organization''s endpoint.';

revoke all on function attestry.most_leased_of_tenant() from public;
revoke all on function attestry.return_deliveries(attestry.webhook_endpoints) from public;
revoke all on function attestry.lease_deliveries(attestry.webhook_endpoints, integer, integer, uuid, interval) from public;
revoke all on function api.claim_deliveries(jsonb) from public;
grant execute on function api.claim_deliveries(jsonb) to service_role;
