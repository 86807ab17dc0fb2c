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
        attempts = attestry.add_attempt(
          d.attempts, attestry.attempt_json(d.attempt_count + 1, now(), 0, null, 'interrupted', null)
        )
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

revoke all on function attestry.most_leased_of_tenant() from public;
revoke all on function attestry.return_deliveries(attestry.webhook_endpoints) from public;
revoke all on function attestry.lease_deliveries(attestry.webhook_endpoints, integer, integer, uuid, interval) from public;
