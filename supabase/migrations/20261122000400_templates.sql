create table attestry.templates (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  environment attestry.environment not null,
  name text not null,
  description text not null default '',
  is_premium boolean not null default false,
  is_active boolean not null default true,
  is_default boolean not null default false,
  current_version integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint templates_pkey primary key (organization_id, environment, id),
  constraint templates_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint templates_name_length check (char_length(name) between 1 and 100),
  constraint templates_description_length check (char_length(description) <= 500),
  constraint templates_default_is_active check (is_active or not is_default)
);

create unique index templates_one_default on attestry.templates (organization_id, environment) where is_default;

-- What a template looked like when a certificate was issued with it: rows are added, never changed.
create table attestry.template_versions (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  environment attestry.environment not null,
  template_id uuid not null,
  version integer not null,
  design jsonb not null,
  metadata_schema jsonb not null,
  created_at timestamptz not null default now(),
  constraint template_versions_pkey primary key (organization_id, environment, template_id, version),
  constraint template_versions_id_key unique (id),
  constraint template_versions_template_fkey foreign key (organization_id, environment, template_id)
    references attestry.templates (organization_id, environment, id),
  constraint template_versions_version_positive check (version > 0),
  constraint template_versions_fields_is_array check (jsonb_typeof(metadata_schema -> 'fields') = 'array')
);

alter table attestry.templates
  add constraint templates_current_version_fkey foreign key (organization_id, environment, id, current_version)
  references attestry.template_versions (organization_id, environment, template_id, version)
  deferrable initially deferred;

alter table attestry.templates enable row level security;
alter table attestry.templates force row level security;
alter table attestry.template_versions enable row level security;
alter table attestry.template_versions force row level security;

-- Certificates refer to a version for good.
create function attestry.keep_template_version_final()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  raise exception 'version % of template % is final', old.version, old.template_id;
end
$$;

create trigger template_versions_final
  before update on attestry.template_versions
  for each row execute function attestry.keep_template_version_final();

revoke all on function attestry.keep_template_version_final() from public;
