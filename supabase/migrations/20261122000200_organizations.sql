create table attestry.organizations (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  certificate_prefix text not null,
  is_primary boolean not null default false,
  logo_media_type text,
  logo_bytes bytea,
  logo_sha256 text,
  created_at timestamptz not null default now(),
  constraint organizations_pkey primary key (id),
  constraint organizations_slug_key unique (slug),
  constraint organizations_slug_shape check (slug ~ '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'),
  constraint organizations_slug_not_reserved check (slug not in ('sandbox', 'live', 'v1', 'api', 'docs', 'verify', 'assets')),
  constraint organizations_name_length check (char_length(name) between 1 and 200),
  constraint organizations_certificate_prefix_shape check (certificate_prefix ~ '^[A-Z0-9]{1,12}$'),
  constraint organizations_logo_whole check (num_nulls(logo_media_type, logo_bytes, logo_sha256) in (0, 3)),
  constraint organizations_logo_media_type check (logo_media_type in ('image/png', 'image/jpeg')),
  constraint organizations_logo_size check (octet_length(logo_bytes) <= 307200)
);

-- The deployment's primary organization is served at the root of the verification pages; there is at most one.
create unique index organizations_one_primary on attestry.organizations (is_primary) where is_primary;

-- One row for each organization and environment: what every tenant row belongs to.
create table attestry.tenants (
  organization_id uuid not null,
  environment attestry.environment not null,
  rate_limit_per_minute integer not null,
  credits integer not null default 0,
  constraint tenants_pkey primary key (organization_id, environment),
  constraint tenants_organization_fkey foreign key (organization_id) references attestry.organizations (id),
  constraint tenants_rate_limit_range check (rate_limit_per_minute between 1 and 100000),
  constraint tenants_credits_not_negative check (credits >= 0),
  constraint tenants_credits_live_only check (environment = 'live' or credits = 0)
);

alter table attestry.organizations enable row level security;
alter table attestry.organizations force row level security;
alter table attestry.tenants enable row level security;
alter table attestry.tenants force row level security;

-- The platform itself owns the built-in templates.
insert into attestry.organizations (id, slug, name, certificate_prefix)
values ('00000000-0000-0000-0000-000000000000', 'attestry', 'Attestry', 'ATT');

insert into attestry.tenants (organization_id, environment, rate_limit_per_minute)
values
  ('00000000-0000-0000-0000-000000000000', 'sandbox', 60),
  ('00000000-0000-0000-0000-000000000000', 'live', 600);
