-- What an issuer reads of the checks of its certificates. Where somebody was is told by country, and nothing else of them is known.
create index verification_log_of_tenant on attestry.verification_log (organization_id, environment, verified_at, id);

-- Of one certificate, newest first; one row more than `limit` when there is a next page. Raises PT401, PT403, PT404 CERTIFICATE_NOT_FOUND.
create function api.list_verifications(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.read');
  certificate constant attestry.certificates :=
    attestry.find_certificate(caller.organization_id, caller.environment, input ->> 'reference');
  after_time constant timestamptz := input #>> '{after,createdAt}';
  after_id constant uuid := input #>> '{after,id}';
  page jsonb;
begin
  if certificate.id is null then
    perform attestry.refuse(caller, 'PT404', 'CERTIFICATE_NOT_FOUND');
  end if;

  select coalesce(jsonb_agg(row_json order by verified_at desc, id desc), '[]'::jsonb) into page
  from (
    select
      l.verified_at,
      l.id,
      jsonb_build_object(
        'id', l.id,
        'position', attestry.iso_microseconds(l.verified_at),
        'verifiedAt', attestry.iso(l.verified_at),
        'result', l.result,
        'source', l.source,
        'country', l.country
      ) as row_json
    from attestry.verification_log l
    where l.organization_id = caller.organization_id
      and l.environment = caller.environment
      and l.certificate_uuid = certificate.id
      and (after_time is null or (l.verified_at, l.id) < (after_time, after_id))
    order by l.verified_at desc, l.id desc
    limit (input ->> 'limit')::integer + 1
  ) as newest;
  return attestry.caller_json(caller) || jsonb_build_object('verifications', page);
end
$$;

-- From the first day to the last, both whole and in UTC, grouped `by` day, country, source or result. Raises PT401, PT403.
create function api.count_verifications(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.read');
  grouping constant text := input ->> 'by';
  first_day constant date := input ->> 'from';
  last_day constant date := input ->> 'to';
  groups jsonb;
begin
  with counted as (
    select
      case grouping
        when 'day' then to_char(l.verified_at at time zone 'UTC', 'YYYY-MM-DD')
        when 'country' then coalesce(l.country, 'unknown')
        when 'source' then l.source
        else l.result
      end as key,
      count(*) as count,
      count(distinct l.certificate_uuid) as certificate_count
    from attestry.verification_log l
    where l.organization_id = caller.organization_id
      and l.environment = caller.environment
      and l.verified_at >= first_day::timestamp at time zone 'UTC'
      and l.verified_at < (last_day + 1)::timestamp at time zone 'UTC'
    group by 1
  ),
  -- A day without a check is a day of the answer, too.
  wanted as (
    select to_char(day, 'YYYY-MM-DD') as key
    from generate_series(first_day::timestamp, last_day::timestamp, interval '1 day') as day
    where grouping = 'day'
    union
    select counted.key
    from counted
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object('key', w.key, 'count', coalesce(c.count, 0), 'certificateCount', coalesce(c.certificate_count, 0))
      order by case when grouping <> 'day' then -c.count end, w.key
    ),
    '[]'::jsonb
  ) into groups
  from wanted w
  left join counted c using (key);
  return attestry.caller_json(caller) || jsonb_build_object('groups', groups);
end
$$;

revoke all on function api.list_verifications(jsonb) from public;
revoke all on function api.count_verifications(jsonb) from public;
grant execute on function api.list_verifications(jsonb) to service_role;
grant execute on function api.count_verifications(jsonb) to service_role;
