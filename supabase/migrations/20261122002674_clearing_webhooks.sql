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
  webhook attestry.webhook_endpoints;
  cleared integer := 0;
  count integer;
begin
  for webhook in
    select w.*
    from attestry.webhook_endpoints w
    where not w.is_active
      and (
        w.deleted_at is not null
        or exists (
          select
          from attestry.webhook_queue q
          where q.organization_id = w.organization_id
            and q.environment = w.environment
            and q.endpoint_id = w.id
        )
        or exists (
          select
          from attestry.webhook_leases l
          where l.organization_id = w.organization_id
            and l.environment = w.environment
            and l.endpoint_id = w.id
            and l.until <= clock_timestamp()
        )
      )
    limit step
    for no key update skip locked
  loop
    perform attestry.return_deliveries(webhook);
    with ended as (
      delete from attestry.webhook_queue q
      where q.ctid = any (array(
        select w.ctid
        from attestry.webhook_queue w
        where w.organization_id = webhook.organization_id
          and w.environment = webhook.environment
          and w.endpoint_id = webhook.id
        limit step - cleared
      ))
      returning q.delivery_id
    )
    update attestry.webhook_deliveries d
    set status = 'exhausted',
        ended_at = now(),
        ended_because = 'webhook_inactive'
    from ended
    where d.organization_id = webhook.organization_id
      and d.environment = webhook.environment
      and d.id = ended.delivery_id;
    get diagnostics count = row_count;
    cleared := cleared + count;

    if webhook.deleted_at is not null and not exists (
      select
      from attestry.webhook_leases l
      where l.organization_id = webhook.organization_id
        and l.environment = webhook.environment
        and l.endpoint_id = webhook.id
    ) then
      delete from attestry.webhook_deliveries d
      where d.ctid = any (array(
        select o.ctid
        from attestry.webhook_deliveries o
        where o.organization_id = webhook.organization_id
          and o.environment = webhook.environment
          and o.endpoint_id = webhook.id
        limit step - cleared
      ));
      get diagnostics count = row_count;
      cleared := cleared + count;
      if cleared < step then
        delete from attestry.webhook_endpoints w
        where w.organization_id = webhook.organization_id
          and w.environment = webhook.environment
          and w.id = webhook.id;
      end if;
    end if;
    exit when cleared >= step;
  end loop;
  return jsonb_build_object('hasMore', cleared >= step);
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
  where d.ctid = any (array(
    select o.ctid
    from attestry.webhook_deliveries o
    -- Nothing ends before it was made, and when that was an index knows.
    where o.created_at < now() - interval '30 days'
      and o.ended_at < now() - interval '30 days'
    limit 10000
    for update skip locked
  ));
  get diagnostics deleted = row_count;
  delete from attestry.webhook_replays
  where finished_at < now() - interval '30 days';
  return jsonb_build_object('deletedDeliveries', deleted);
end
$$;

comment on function api.tidy_deliveries(jsonb) is 'No key: it answers counts only.';

revoke all on function api.clear_webhooks(jsonb) from public;
revoke all on function api.tidy_deliveries(jsonb) from public;
grant execute on function api.clear_webhooks(jsonb) to service_role;
grant execute on function api.tidy_deliveries(jsonb) to service_role;
