-- What the jobs Worker's cron does every hour: partitions ahead of time, and idempotency records past their day.
create function api.run_maintenance(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  purged integer;
begin
  for months_ahead in 0..2 loop
    begin
      perform attestry.ensure_verification_partition(
        ((now() at time zone 'UTC') + make_interval(months => months_ahead))::date
      );
    exception
      when check_violation then
        -- Rows of that month are in the default partition already; they stay there, whole and readable.
        raise log 'verification_log: the default partition holds rows of month %', months_ahead;
    end;
  end loop;

  with old as (
    select organization_id, environment, route, key
    from attestry.idempotency_records
    where created_at < now() - interval '25 hours'
    limit 10000
    for update skip locked
  )
  delete from attestry.idempotency_records r
  using old
  where (r.organization_id, r.environment, r.route, r.key) = (old.organization_id, old.environment, old.route, old.key);
  get diagnostics purged = row_count;

  return jsonb_build_object('purgedIdempotencyRecords', purged);
end
$$;

comment on function api.run_maintenance(jsonb) is 'No key: reads and changes no tenant''s data, and answers counts only.';

revoke all on function api.run_maintenance(jsonb) from public;
grant execute on function api.run_maintenance(jsonb) to service_role;
