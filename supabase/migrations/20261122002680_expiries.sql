-- What happens to a certificate by time alone: it will expire in thirty days, it has expired. A pass goes through what has come to that since
-- the pass before, in steps, each from where the last one ended. It also looks, an hour back, at what was issued within that hour: whoever
-- issued it may have committed when the pass before was past it.
create table attestry.expiry_progress (
  type text not null,
  told_until timestamptz not null default now(),
  pass_until timestamptz,
  reached_at timestamptz,
  reached_id uuid,
  constraint expiry_progress_pkey primary key (type),
  constraint expiry_progress_pass_whole check (num_nulls(pass_until, reached_at, reached_id) in (0, 3)),
  constraint expiry_progress_type_known check (type in ('certificate.expiring', 'certificate.expired'))
);

insert into attestry.expiry_progress (type)
values ('certificate.expiring'), ('certificate.expired');

comment on column attestry.expiry_progress.told_until is 'When the last pass that has ended began.';
comment on column attestry.expiry_progress.pass_until is 'When the pass that is under way began; it looks at nothing later.';
comment on column attestry.expiry_progress.reached_at is 'With reached_id, the expiry and the id of the last certificate that it has looked at.';

alter table attestry.expiry_progress enable row level security;
alter table attestry.expiry_progress force row level security;

create index certificates_by_expiry on attestry.certificates (expires_at, id) where expires_at is not null;
create unique index events_expiry_key on attestry.events (organization_id, environment, certificate_uuid, type)
  where type in ('certificate.expiring', 'certificate.expired');

-- A certificate that was issued with less than thirty days to go, or that had expired already, is not told of: nothing has changed since.
create function api.tell_expiries(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
-- A step reads the index in its order and stops: gathered and sorted, each would read all that is left.
set enable_bitmapscan = off
set enable_sort = off
as $$
declare
  most constant integer := input ->> 'limit';
  overlap constant interval := interval '1 hour';
  progress attestry.expiry_progress;
  lead interval;
  seen integer;
  told integer;
  last_at timestamptz;
  last_id uuid;
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
    if progress.pass_until is null then
      progress.pass_until := now();
      progress.reached_at := progress.told_until - overlap + lead;
      progress.reached_id := '00000000-0000-0000-0000-000000000000';
    end if;

    with next as materialized (
      select c.organization_id, c.environment, c.id, c.expires_at
      from attestry.certificates c
      where (c.expires_at, c.id) > (progress.reached_at, progress.reached_id)
        and c.expires_at <= progress.pass_until + lead
        and (c.expires_at > progress.told_until + lead or c.created_at > progress.told_until - overlap)
      order by c.expires_at, c.id
      limit most
    ),
    locked as (
      select c.organization_id, c.environment, c.id
      from attestry.certificates c
      join next using (organization_id, environment, id)
      where c.created_at <= c.expires_at - lead
        and c.revoked_at is null
        and not exists (
          select
          from attestry.events e
          where e.organization_id = c.organization_id
            and e.environment = c.environment
            and e.certificate_uuid = c.id
            and e.type = progress.type
            and e.type in ('certificate.expiring', 'certificate.expired')
        )
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
    select
      (select count(*) from next),
      (select count(*) from changed),
      (select n.expires_at from next n order by n.expires_at desc, n.id desc limit 1),
      (select n.id from next n order by n.expires_at desc, n.id desc limit 1)
    into seen, told, last_at, last_id;

    update attestry.expiry_progress p
    set told_until = case when seen < most then progress.pass_until else p.told_until end,
        pass_until = case when seen = most then progress.pass_until end,
        reached_at = case when seen = most then last_at end,
        reached_id = case when seen = most then last_id end
    where p.type = progress.type;
    told_in_all := told_in_all + told;
    has_more := has_more or seen = most;
  end loop;
  return jsonb_build_object('told', told_in_all, 'hasMore', has_more);
end
$$;

comment on function api.tell_expiries(jsonb) is 'No key: it answers counts only.';

revoke all on function api.tell_expiries(jsonb) from public;
grant execute on function api.tell_expiries(jsonb) to service_role;
