create table attestry.api_keys (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  environment attestry.environment not null,
  name text not null,
  key_hash text not null,
  prefix text not null,
  last_four text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  replaced_by uuid,
  constraint api_keys_pkey primary key (organization_id, environment, id),
  constraint api_keys_key_hash_key unique (key_hash),
  constraint api_keys_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint api_keys_replaced_by_fkey foreign key (organization_id, environment, replaced_by)
    references attestry.api_keys (organization_id, environment, id),
  constraint api_keys_name_length check (char_length(name) between 1 and 100),
  constraint api_keys_key_hash_shape check (key_hash ~ '^[0-9a-f]{64}$'),
  constraint api_keys_prefix_is_environment check (prefix = 'sk_' || environment || '_'),
  constraint api_keys_last_four_shape check (last_four ~ '^[0-9A-Za-z]{4}$'),
  constraint api_keys_scopes_known check (
    cardinality(scopes) > 0
    and scopes <@ array['certificates.read', 'certificates.write', 'certificates.verify', 'templates.read']
  )
);

alter table attestry.api_keys enable row level security;
alter table attestry.api_keys force row level security;

create type attestry.principal as (
  api_key_id uuid,
  organization_id uuid,
  environment attestry.environment,
  rate_limit_per_minute integer,
  organization_slug text,
  organization_name text,
  organization_is_primary boolean
);

-- Refuses a caller that is known; the hint tells its rate limit, as every answer does.
create function attestry.refuse(caller attestry.principal, state text, code text, explanation text default null)
returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using
    errcode = state,
    message = code,
    detail = coalesce(explanation, ''),
    hint = caller.rate_limit_per_minute::text;
end
$$;

-- Finds out who calls. Every tenant function begins with it and works only inside what it returns.
-- Raises PT401 INVALID_API_KEY (detail unknown | revoked | expired) and PT403 FORBIDDEN (detail: the missing scope).
create function attestry.authenticate(presented_key_hash text, required_scope text)
returns attestry.principal
language plpgsql
set search_path = ''
as $$
declare
  key record;
begin
  select
    k.id, k.organization_id, k.environment, k.scopes, k.revoked_at, k.expires_at, k.last_used_at,
    t.rate_limit_per_minute, o.slug, o.name, o.is_primary
  into key
  from attestry.api_keys k
  join attestry.tenants t using (organization_id, environment)
  join attestry.organizations o on o.id = k.organization_id
  where k.key_hash = presented_key_hash;

  if not found then
    raise sqlstate 'PT401' using message = 'INVALID_API_KEY', detail = 'unknown';
  elsif key.revoked_at is not null then
    raise sqlstate 'PT401' using message = 'INVALID_API_KEY', detail = 'revoked';
  elsif key.expires_at <= clock_timestamp() then
    raise sqlstate 'PT401' using message = 'INVALID_API_KEY', detail = 'expired';
  elsif not key.scopes @> array[required_scope] then
    raise sqlstate 'PT403' using message = 'FORBIDDEN', detail = required_scope, hint = key.rate_limit_per_minute::text;
  end if;

  -- Once a minute is exact enough, and a busy key must not make its callers wait for one another.
  if key.last_used_at is null or key.last_used_at < now() - interval '1 minute' then
    update attestry.api_keys
    set last_used_at = now()
    where (organization_id, environment, id) in (
      select organization_id, environment, id
      from attestry.api_keys
      where key_hash = presented_key_hash
      for no key update skip locked
    );
  end if;

  return (
    key.id, key.organization_id, key.environment, key.rate_limit_per_minute, key.slug, key.name, key.is_primary
  )::attestry.principal;
end
$$;

revoke all on function attestry.refuse(attestry.principal, text, text, text) from public;
revoke all on function attestry.authenticate(text, text) from public;
