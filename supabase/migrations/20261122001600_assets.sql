-- Keys may be allowed to change templates and to upload what they show.
alter table attestry.api_keys
  drop constraint api_keys_scopes_known,
  add constraint api_keys_scopes_known check (
    cardinality(scopes) > 0
    and scopes <@ array['certificates.read', 'certificates.write', 'certificates.verify', 'templates.read', 'templates.write']
  );

-- Pictures and pages that designs name. The bytes lie in the environment's bucket, under the organization and their SHA-256; a row is
-- never changed and never removed, since versions of templates refer to it for good.
create table attestry.assets (
  organization_id uuid not null,
  environment attestry.environment not null,
  sha256 text not null,
  media_type text not null,
  size_bytes integer not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint assets_pkey primary key (organization_id, environment, sha256),
  constraint assets_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint assets_created_by_fkey foreign key (organization_id, environment, created_by)
    references attestry.api_keys (organization_id, environment, id),
  constraint assets_sha256_shape check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint assets_media_type_known check (media_type in ('image/png', 'image/jpeg', 'application/pdf')),
  constraint assets_size_range check (size_bytes between 1 and 5242880)
);

alter table attestry.assets enable row level security;
alter table attestry.assets force row level security;

create function attestry.asset_json(a attestry.assets)
returns jsonb
language sql
stable
return jsonb_build_object(
  'sha256', a.sha256,
  'mediaType', a.media_type,
  'sizeBytes', a.size_bytes,
  'createdAt', attestry.iso(a.created_at)
);

-- Lets one transaction at a time add to what is bounded in number.
create function attestry.lock_count(caller attestry.principal, what text)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended(concat_ws(' ', what, caller.organization_id, caller.environment), 0));
$$;

-- Of the wanted assets those that the caller's organization does not have in this environment.
create function attestry.missing_assets(caller attestry.principal, wanted jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(name), '[]'::jsonb)
  from jsonb_array_elements_text(coalesce(wanted, '[]'::jsonb)) as name
  where not exists (
    select
    from attestry.assets a
    where a.organization_id = caller.organization_id
      and a.environment = caller.environment
      and a.sha256 = name
  );
$$;

-- Refuses an asset that is new where there is no room for one. Raises PT409 LIMIT_REACHED.
create function attestry.require_room_for_asset(caller attestry.principal, wanted text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  most constant integer := 500;
  held_count integer;
  is_held boolean;
begin
  select count(*), coalesce(bool_or(a.sha256 = wanted), false)
  into held_count, is_held
  from attestry.assets a
  where a.organization_id = caller.organization_id
    and a.environment = caller.environment;

  if not is_held and held_count >= most then
    perform attestry.refuse(caller, 'PT409', 'LIMIT_REACHED', format('An environment holds %s assets at most.', most));
  end if;
end
$$;

-- Who may upload, and whether these bytes, before one of them is stored: a file that add_asset refuses stays in the bucket.
-- Raises PT401, PT403, PT409 LIMIT_REACHED or IDEMPOTENCY_CONFLICT.
create function api.get_upload_context(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.write');
begin
  perform attestry.find_idempotent_result(caller, input -> 'idempotency');
  perform attestry.require_room_for_asset(caller, input ->> 'sha256');
  return attestry.caller_json(caller);
end
$$;

-- The bytes are stored by now; the same bytes twice are one asset. Raises PT401, PT403, PT409 LIMIT_REACHED or IDEMPOTENCY_CONFLICT.
create function api.add_asset(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.write');
  asset attestry.assets;
  held boolean;
  answer jsonb;
  earlier jsonb;
begin
  perform attestry.lock_count(caller, 'assets');

  select a.* into asset
  from attestry.assets a
  where a.organization_id = caller.organization_id
    and a.environment = caller.environment
    and a.sha256 = input ->> 'sha256';
  held := found;

  if not held then
    asset.organization_id := caller.organization_id;
    asset.environment := caller.environment;
    asset.sha256 := input ->> 'sha256';
    asset.media_type := input ->> 'mediaType';
    asset.size_bytes := (input ->> 'sizeBytes')::integer;
    asset.created_by := caller.api_key_id;
    asset.created_at := now();
  end if;
  answer := attestry.caller_json(caller) || jsonb_build_object('isReplay', false, 'asset', attestry.asset_json(asset));

  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  elsif held then
    return answer;
  end if;

  perform attestry.require_room_for_asset(caller, asset.sha256);

  insert into attestry.assets (organization_id, environment, sha256, media_type, size_bytes, created_by, created_at)
  values (
    asset.organization_id, asset.environment, asset.sha256, asset.media_type, asset.size_bytes, asset.created_by, asset.created_at
  );

  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  values (caller.organization_id, caller.environment, caller.api_key_id, 'asset.add', asset.sha256, input ->> 'requestId');
  return answer;
end
$$;

-- Newest first; their number is bounded, so there are no pages. Raises PT401, PT403.
create function api.list_assets(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'templates.read');
begin
  return attestry.caller_json(caller) || jsonb_build_object('assets', (
    select coalesce(jsonb_agg(attestry.asset_json(a) order by a.created_at desc, a.sha256), '[]'::jsonb)
    from attestry.assets a
    where a.organization_id = caller.organization_id
      and a.environment = caller.environment
  ));
end
$$;

revoke all on function attestry.asset_json(attestry.assets) from public;
revoke all on function attestry.lock_count(attestry.principal, text) from public;
revoke all on function attestry.missing_assets(attestry.principal, jsonb) from public;
revoke all on function attestry.require_room_for_asset(attestry.principal, text) from public;
revoke all on function api.get_upload_context(jsonb) from public;
revoke all on function api.add_asset(jsonb) from public;
revoke all on function api.list_assets(jsonb) from public;
grant execute on function api.get_upload_context(jsonb) to service_role;
grant execute on function api.add_asset(jsonb) to service_role;
grant execute on function api.list_assets(jsonb) to service_role;
