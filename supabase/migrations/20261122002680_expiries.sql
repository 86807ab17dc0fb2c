-- What happens to a certificate by time alone: it will expire in thirty days, it has expired. Whoever looks next goes on where the last one
-- stopped, an hour before, since what was committed meanwhile may have begun earlier; what was told already is not told again.
create table attestry.expiry_progress (
  type text not null,
  told_until timestamptz not null default now(),
  constraint expiry_progress_pkey primary key (type),
  constraint expiry_progress_type_known check (type in ('certificate.expiring', 'certificate.expired'))
);

insert into attestry.expiry_progress (type)
values ('certificate.expiring'), ('certificate.expired');

alter table attestry.expiry_progress enable row level security;
alter table attestry.expiry_progress force row level security;

create index certificates_by_expiry on attestry.certificates (expires_at) where expires_at is not null;

-- A certificate that was issued with less than thirty days to go, or that had expired already, is not told of: nothing has changed since.
create function api.tell_expiries(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  most constant integer := input ->> 'limit';
  overlap constant interval := interval '1 hour';
  progress attestry.expiry_progress;
  lead interval;
  horizon timestamptz;
  told integer;
  last_expiry timestamptz;
  told_in_all integer := 0;
  has_more boolean := false;
begin
  for progress in
    select p.*
    from attestry.expiry_progress p
    order by p.type
    for update skip locked
  loop
    lead := case when progress.type = 'certificate.expiring' then interval '30 days' else interval '0' end;
    horizon := now();

    with due as (
      select c.organization_id, c.environment, c.id, c.expires_at
      from attestry.certificates c
      where c.expires_at > progress.told_until - overlap + lead
        and c.expires_at <= horizon + lead
        and c.created_at <= c.expires_at - lead
        and c.revoked_at is null
        and not exists (
          select
          from attestry.events e
          where e.organization_id = c.organization_id
            and e.environment = c.environment
            and e.certificate_uuid = c.id
            and e.type = progress.type
        )
      order by c.expires_at
      limit most
    ),
    locked as (
      select c.organization_id, c.environment, c.id
      from attestry.certificates c
      join due using (organization_id, environment, id)
      where c.revoked_at is null
      order by c.id
      for no key update of c
    ),
    changed as (
      update attestry.certificates c
      set event_sequence = c.event_sequence + 1
      from locked
      where c.organization_id = locked.organization_id
        and c.environment = locked.environment
        and c.id = locked.id
      returning c.organization_id, c.environment, c.id, c.event_sequence
    ),
    event as (
      insert into attestry.events (organization_id, environment, type, certificate_uuid, sequence)
      select changed.organization_id, changed.environment, progress.type, changed.id, changed.event_sequence
      from changed
    )
    select count(*), max(due.expires_at)
    into told, last_expiry
    from due;

    update attestry.expiry_progress p
    set told_until = case when told < most then horizon else greatest(p.told_until, last_expiry - lead) end
    where p.type = progress.type;
    told_in_all := told_in_all + told;
    has_more := has_more or told = most;
  end loop;
  return jsonb_build_object('told', told_in_all, 'hasMore', has_more);
end
$$;

comment on function api.tell_expiries(jsonb) is 'No key: it answers counts only.';

revoke all on function api.tell_expiries(jsonb) from public;
grant execute on function api.tell_expiries(jsonb) to service_role;
