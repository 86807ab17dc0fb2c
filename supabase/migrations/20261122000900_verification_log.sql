-- One row for each verification answered, misses included. Partitioned by month so that old months can be dropped whole.
-- A miss on a public page may name no organization we know, so organization_id may be null here.
create table attestry.verification_log (
  id uuid not null default gen_random_uuid(),
  organization_id uuid,
  environment attestry.environment not null,
  certificate_reference text not null,
  certificate_uuid uuid,
  result text not null,
  source text not null,
  api_key_id uuid,
  country text,
  verified_at timestamptz not null default now(),
  constraint verification_log_pkey primary key (verified_at, id),
  constraint verification_log_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint verification_log_reference_shape check (certificate_reference ~ '^[A-Za-z0-9._?-]{0,64}$'),
  constraint verification_log_result_known check (result in ('verified', 'revoked', 'expired', 'invalid', 'not_found')),
  constraint verification_log_miss_has_no_certificate check ((result = 'not_found') = (certificate_uuid is null)),
  constraint verification_log_source_known check (source in ('api', 'page')),
  constraint verification_log_country_shape check (country ~ '^[A-Z0-9]{2}$')
) partition by range (verified_at);

create index verification_log_by_certificate on attestry.verification_log (organization_id, environment, certificate_uuid, verified_at);

alter table attestry.verification_log enable row level security;
alter table attestry.verification_log force row level security;

-- Catches what no month's partition covers, so that a verification never fails for want of one.
create table attestry.verification_log_default partition of attestry.verification_log default;
alter table attestry.verification_log_default enable row level security;
alter table attestry.verification_log_default force row level security;

-- Creates the partition of the month that `day` falls in, when it is missing.
create function attestry.ensure_verification_partition(day date)
returns void
language plpgsql
set search_path = ''
as $$
declare
  first_day date := date_trunc('month', day)::date;
  partition_name text := 'verification_log_' || to_char(first_day, 'YYYY_MM');
begin
  if to_regclass('attestry.' || partition_name) is not null then
    return;
  end if;
  execute format(
    'create table attestry.%I partition of attestry.verification_log for values from (%L) to (%L)',
    partition_name,
    first_day::timestamp at time zone 'UTC',
    (first_day + interval '1 month')::timestamp at time zone 'UTC'
  );
  execute format('alter table attestry.%I enable row level security', partition_name);
  execute format('alter table attestry.%I force row level security', partition_name);
end
$$;

revoke all on function attestry.ensure_verification_partition(date) from public;

select attestry.ensure_verification_partition((now() at time zone 'UTC')::date);
select attestry.ensure_verification_partition(((now() at time zone 'UTC') + interval '1 month')::date);
