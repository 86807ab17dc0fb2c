-- What an administrator does, called by the database's owner alone (npm run admin): no role is granted any of it.

create function admin.record_audit(owner uuid, env attestry.environment, action text, subject text)
returns void
language sql
set search_path = ''
as $$
  insert into attestry.audit_log (organization_id, environment, action, subject)
  values (owner, env, action, subject);
$$;

create function admin.create_organization(input jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  created uuid;
begin
  insert into attestry.organizations (slug, name, certificate_prefix, is_primary)
  values (
    input ->> 'slug',
    input ->> 'name',
    input ->> 'certificatePrefix',
    coalesce((input ->> 'isPrimary')::boolean, not exists (select from attestry.organizations where is_primary))
  )
  returning id into created;

  insert into attestry.tenants (organization_id, environment, rate_limit_per_minute)
  values
    (created, 'sandbox', coalesce((input ->> 'sandboxRateLimitPerMinute')::integer, 60)),
    (created, 'live', coalesce((input ->> 'liveRateLimitPerMinute')::integer, 600));

  perform admin.record_audit(created, env, 'organization.create', input ->> 'slug')
  from unnest(array['sandbox', 'live']::attestry.environment[]) as env;
  return jsonb_build_object('id', created);
end
$$;

create function admin.set_rate_limit(input jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update attestry.tenants
  set rate_limit_per_minute = (input ->> 'perMinute')::integer
  where organization_id = (input ->> 'organizationId')::uuid
    and environment = input ->> 'environment';
  perform admin.record_audit(
    (input ->> 'organizationId')::uuid, input ->> 'environment', 'rate_limit.set', input ->> 'perMinute'
  );
end
$$;

create function admin.set_logo(input jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update attestry.organizations
  set logo_media_type = input ->> 'mediaType',
      logo_bytes = decode(input ->> 'base64', 'base64'),
      logo_sha256 = input ->> 'sha256'
  where id = (input ->> 'organizationId')::uuid;
  perform admin.record_audit((input ->> 'organizationId')::uuid, env, 'logo.set', input ->> 'sha256')
  from unnest(array['sandbox', 'live']::attestry.environment[]) as env;
end
$$;

create function admin.create_api_key(input jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  created uuid;
begin
  insert into attestry.api_keys (organization_id, environment, name, key_hash, prefix, last_four, scopes, expires_at)
  values (
    (input ->> 'organizationId')::uuid,
    input ->> 'environment',
    input ->> 'name',
    input ->> 'keyHash',
    'sk_' || (input ->> 'environment') || '_',
    input ->> 'lastFour',
    array(select jsonb_array_elements_text(input -> 'scopes')),
    (input ->> 'expiresAt')::timestamptz
  )
  returning id into created;
  perform admin.record_audit(
    (input ->> 'organizationId')::uuid, input ->> 'environment', 'api_key.create', created::text
  );
  return jsonb_build_object('id', created);
end
$$;

-- The new key takes over name, scopes and environment; the old one works on for the overlap, 24 hours at most.
create function admin.rotate_api_key(input jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  overlap constant interval := make_interval(secs => (input ->> 'overlapSeconds')::integer);
  old attestry.api_keys;
  created uuid;
begin
  if overlap not between interval '0' and interval '24 hours' then
    raise sqlstate 'PT400' using message = 'The overlap is 24 hours at most.';
  end if;

  select k.* into old
  from attestry.api_keys k
  where k.id = (input ->> 'keyId')::uuid
  for update;

  if not found then
    raise sqlstate 'PT404' using message = 'There is no such key.';
  elsif old.replaced_by is not null then
    raise sqlstate 'PT409' using message = 'This key was rotated already; rotate its successor.';
  elsif old.revoked_at is not null or old.expires_at <= now() then
    raise sqlstate 'PT409' using message = 'A revoked or expired key cannot be rotated; create a new one.';
  end if;

  insert into attestry.api_keys (organization_id, environment, name, key_hash, prefix, last_four, scopes, expires_at)
  values (
    old.organization_id, old.environment, old.name, input ->> 'keyHash', old.prefix, input ->> 'lastFour',
    old.scopes, old.expires_at
  )
  returning id into created;

  update attestry.api_keys
  set replaced_by = created,
      expires_at = least(expires_at, now() + overlap)
  where organization_id = old.organization_id
    and environment = old.environment
    and id = old.id;
  perform admin.record_audit(old.organization_id, old.environment, 'api_key.rotate', old.id::text);
  return jsonb_build_object('id', created, 'environment', old.environment);
end
$$;

create function admin.revoke_api_key(input jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  revoked attestry.api_keys;
begin
  update attestry.api_keys
  set revoked_at = now()
  where id = (input ->> 'keyId')::uuid
    and revoked_at is null
  returning * into revoked;
  if not found then
    raise sqlstate 'PT404' using message = 'There is no such key, or it was revoked already.';
  end if;
  perform admin.record_audit(revoked.organization_id, revoked.environment, 'api_key.revoke', revoked.id::text);
  return jsonb_build_object('id', revoked.id, 'environment', revoked.environment, 'lastFour', revoked.last_four);
end
$$;

create function admin.grant_credits(input jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  balance integer;
begin
  update attestry.tenants
  set credits = credits + (input ->> 'amount')::integer
  where organization_id = (input ->> 'organizationId')::uuid
    and environment = 'live'
  returning credits into balance;

  insert into attestry.credit_ledger (organization_id, environment, kind, amount, balance_after, note)
  values (
    (input ->> 'organizationId')::uuid, 'live', 'granted', (input ->> 'amount')::integer, balance, input ->> 'note'
  );
  perform admin.record_audit((input ->> 'organizationId')::uuid, 'live', 'credits.grant', input ->> 'amount');
  return jsonb_build_object('credits', balance);
end
$$;

-- Of the templates of an organization and environment at most one is the default: importing one as the default takes it from the other.
-- Creates a template or, when its design or fields changed, adds a version to it. Importing the same twice changes nothing.
create function admin.import_template(input jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  owner constant uuid := input ->> 'organizationId';
  env constant attestry.environment := input ->> 'environment';
  template uuid := coalesce((input ->> 'id')::uuid, gen_random_uuid());
  latest attestry.template_versions;
  next_version integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('import_template', 0));

  select v.* into latest
  from attestry.template_versions v
  where v.organization_id = owner
    and v.environment = env
    and v.template_id = template
  order by v.version desc
  limit 1;

  next_version := case
    when latest.design = input -> 'design' and latest.metadata_schema = input -> 'metadataSchema' then latest.version
    else coalesce(latest.version, 0) + 1
  end;

  if (input ->> 'isDefault')::boolean then
    update attestry.templates t
    set is_default = false
    where t.organization_id = owner
      and t.environment = env
      and t.is_default
      and t.id <> template;
  end if;

  insert into attestry.templates as t (
    id, organization_id, environment, name, description, is_premium, is_default, current_version
  )
  values (
    template, owner, env, input ->> 'name', input ->> 'description',
    coalesce((input ->> 'isPremium')::boolean, false),
    coalesce((input ->> 'isDefault')::boolean, false),
    next_version
  )
  on conflict on constraint templates_pkey do update
  set name = excluded.name,
      description = excluded.description,
      is_premium = excluded.is_premium,
      is_default = t.is_default or excluded.is_default,
      current_version = excluded.current_version,
      updated_at = now()
  where (t.name, t.description, t.is_premium, t.is_default, t.current_version) is distinct from (
    excluded.name, excluded.description, excluded.is_premium, t.is_default or excluded.is_default, excluded.current_version
  );

  if next_version is distinct from latest.version then
    insert into attestry.template_versions (organization_id, environment, template_id, version, design, metadata_schema)
    values (owner, env, template, next_version, input -> 'design', input -> 'metadataSchema');
    perform admin.record_audit(owner, env, 'template.import', template || ' v' || next_version);
  end if;
  return jsonb_build_object('id', template, 'version', next_version);
end
$$;

revoke all on all functions in schema admin from public;
