-- Every event finds the endpoints that want it in the transaction that writes it: there is no moment at which one could be lost. One that
-- is being deleted is waited for, and is then no hindrance to the change that is told.
create function attestry.fan_out_events()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  with listening as materialized (
    select w.organization_id, w.environment, w.id, w.events
    from attestry.webhook_endpoints w
    where (w.organization_id, w.environment) in (select e.organization_id, e.environment from added e)
      and w.is_active
    order by w.organization_id, w.environment, w.id
    for key share
  ),
  delivery as (
    insert into attestry.webhook_deliveries (organization_id, environment, endpoint_id, event_id)
    select w.organization_id, w.environment, w.id, e.id
    from added e
    join listening w
      on w.organization_id = e.organization_id
      and w.environment = e.environment
      and e.type = any (w.events)
    returning organization_id, environment, endpoint_id, id, event_id
  )
  insert into attestry.webhook_queue (organization_id, environment, endpoint_id, delivery_id, event_id)
  select d.organization_id, d.environment, d.endpoint_id, d.id, d.event_id
  from delivery d;
  return null;
end
$$;

create trigger events_fan_out
  after insert on attestry.events
  referencing new table as added
  for each statement execute function attestry.fan_out_events();

revoke all on function attestry.fan_out_events() from public;
