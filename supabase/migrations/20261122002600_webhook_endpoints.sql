-- Where an organization's systems hear of changes. The signing secret lies here sealed, with a key that the database does not have.
alter table attestry.api_keys
  drop constraint api_keys_scopes_known,
  add constraint api_keys_scopes_known check (
    cardinality(scopes) > 0
    and scopes <@ array[
      'certificates.read', 'certificates.write', 'certificates.verify', 'templates.read', 'templates.write', 'webhooks.read', 'webhooks.write'
    ]
  );

create table attestry.webhook_endpoints (
  id uuid not null,
  organization_id uuid not null,
  environment attestry.environment not null,
  url text not null,
  description text not null default '',
  events text[] not null,
  is_active boolean not null default true,
  disabled_reason text,
  disabled_at timestamptz,
  sealed_secret text not null,
  sealed_previous_secret text,
  previous_secret_until timestamptz,
  failing_since timestamptz,
  last_failure_at timestamptz,
  slow_streak integer not null default 0,
  slow_until timestamptz,
  paused_until timestamptz,
  last_claimed_at timestamptz,
  deleted_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint webhook_endpoints_pkey primary key (organization_id, environment, id),
  constraint webhook_endpoints_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint webhook_endpoints_created_by_fkey foreign key (organization_id, environment, created_by)
    references attestry.api_keys (organization_id, environment, id),
  constraint webhook_endpoints_url_length check (char_length(url) between 1 and 2048),
  constraint webhook_endpoints_description_length check (char_length(description) <= 500),
  constraint webhook_endpoints_events_some check (cardinality(events) between 1 and 20),
  constraint webhook_endpoints_disabled_whole check ((disabled_reason is null) = (disabled_at is null)),
  constraint webhook_endpoints_disabled_is_inactive check (disabled_reason is null or not is_active),
  constraint webhook_endpoints_disabled_reason_known check (disabled_reason in ('gone', 'failing')),
  constraint webhook_endpoints_previous_secret_whole check ((sealed_previous_secret is null) = (previous_secret_until is null)),
  constraint webhook_endpoints_deleted_is_inactive check (deleted_at is null or not is_active),
  constraint webhook_endpoints_slow_streak_not_negative check (slow_streak >= 0)
);

comment on column attestry.webhook_endpoints.failing_since is 'The first failure since the last success, or since fourteen days in which nothing failed.';
comment on column attestry.webhook_endpoints.slow_streak is 'How often in a row an attempt held its slot to the end: after the first one goes out at a time, after the second there are pauses, each longer than the last.';
comment on column attestry.webhook_endpoints.slow_until is 'When the last attempt ended that slow_streak counts: what was under way beside it is not in a row with it.';
comment on column attestry.webhook_endpoints.paused_until is 'Until then nothing is sent to it: it was slow, or asked for that with Retry-After.';
comment on column attestry.webhook_endpoints.last_claimed_at is 'Who was served longest ago comes first.';

comment on column attestry.webhook_endpoints.deleted_at is 'From then on nobody sees it; its deliveries go in steps, and it goes with the last of them.';

-- Whoever receives an event receives it once. Of the URL its digest: it may be longer than what an index holds.
create unique index webhook_endpoints_url_key on attestry.webhook_endpoints (organization_id, environment, md5(url)) where deleted_at is null;
create index webhook_endpoints_off on attestry.webhook_endpoints (organization_id, environment, id) where not is_active;

alter table attestry.webhook_endpoints enable row level security;
alter table attestry.webhook_endpoints force row level security;

-- What the Workers read of an endpoint. It names no sealed column.
create function attestry.webhook_json(w attestry.webhook_endpoints)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', w.id,
  'url', w.url,
  'description', w.description,
  'events', to_jsonb(w.events),
  'isActive', w.is_active,
  'disabledReason', w.disabled_reason,
  'disabledAt', attestry.iso(w.disabled_at),
  'failingSince', attestry.iso(w.failing_since),
  'pausedUntil', case when w.paused_until > now() then attestry.iso(w.paused_until) end,
  'previousSecretUntil', case when w.previous_secret_until > now() then attestry.iso(w.previous_secret_until) end,
  'createdAt', attestry.iso(w.created_at),
  'updatedAt', attestry.iso(w.updated_at)
);

-- Whether anybody might have to be woken for what the caller just changed.
create function attestry.has_webhooks(owner uuid, env attestry.environment)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select
    from attestry.webhook_endpoints w
    where w.organization_id = owner
      and w.environment = env
      and w.is_active
  );
$$;

revoke all on function attestry.webhook_json(attestry.webhook_endpoints) from public;
revoke all on function attestry.has_webhooks(uuid, attestry.environment) from public;
