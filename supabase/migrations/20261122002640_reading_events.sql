-- Newest first; one row more than `limit` when there is a next page. Raises PT401, PT403.
create function api.list_events(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.read');
  wanted_type constant text := input ->> 'type';
  certificate attestry.certificates;
  after_time constant timestamptz := input #>> '{after,createdAt}';
  after_id constant uuid := input #>> '{after,id}';
  page jsonb;
begin
  if input ->> 'certificateReference' is not null then
    certificate := attestry.find_certificate(caller.organization_id, caller.environment, input ->> 'certificateReference');
    if certificate.id is null then
      perform attestry.refuse(caller, 'PT404', 'CERTIFICATE_NOT_FOUND');
    end if;
  end if;

  select coalesce(jsonb_agg(row_json order by created_at desc, id desc), '[]'::jsonb) into page
  from (
    select
      e.created_at,
      e.id,
      attestry.event_json(e) || jsonb_build_object('position', attestry.iso_microseconds(e.created_at)) as row_json
    from attestry.events e
    where e.organization_id = caller.organization_id
      and e.environment = caller.environment
      and (wanted_type is null or e.type = wanted_type)
      and (certificate.id is null or e.certificate_uuid = certificate.id)
      and (after_time is null or (e.created_at, e.id) < (after_time, after_id))
    order by e.created_at desc, e.id desc
    limit (input ->> 'limit')::integer + 1
  ) as newest;
  return attestry.caller_json(caller) || jsonb_build_object('events', page);
end
$$;

-- Raises PT401, PT403, PT404 EVENT_NOT_FOUND.
create function api.get_event(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.read');
  found_row attestry.events;
begin
  if input ->> 'reference' ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select e.* into found_row
    from attestry.events e
    where e.organization_id = caller.organization_id
      and e.environment = caller.environment
      and e.id = (input ->> 'reference')::uuid;
  end if;
  if found_row.id is null then
    perform attestry.refuse(caller, 'PT404', 'EVENT_NOT_FOUND');
  end if;
  return attestry.caller_json(caller) || jsonb_build_object('event', attestry.event_json(found_row));
end
$$;

revoke all on function api.list_events(jsonb) from public;
revoke all on function api.get_event(jsonb) from public;
grant execute on function api.list_events(jsonb) to service_role;
grant execute on function api.get_event(jsonb) to service_role;
