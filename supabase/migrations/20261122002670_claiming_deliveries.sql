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

revoke all on function api.claim_deliveries(jsonb) from public;
grant execute on function api.claim_deliveries(jsonb) to service_role;
