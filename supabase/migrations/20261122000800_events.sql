-- The outbox: one row for each change of a certificate, written in the change's own transaction. `sequence` orders the
-- events of one certificate; `data` holds what the public may know.
create table attestry.events (
  id uuid not null default gen_random_uuid(),
  organization_id uuid not null,
  environment attestry.environment not null,
  type text not null,
  certificate_uuid uuid not null,
  sequence integer not null,
  data jsonb not null,
  created_at timestamptz not null default now(),
  constraint events_pkey primary key (organization_id, environment, id),
  constraint events_sequence_key unique (organization_id, environment, certificate_uuid, sequence),
  constraint events_certificate_fkey foreign key (organization_id, environment, certificate_uuid)
    references attestry.certificates (organization_id, environment, id),
  constraint events_type_known check (type in ('certificate.issued', 'certificate.revoked')),
  constraint events_sequence_positive check (sequence > 0)
);

create index events_newest on attestry.events (organization_id, environment, created_at desc, id desc);

alter table attestry.events enable row level security;
alter table attestry.events force row level security;

create table attestry.audit_log (
  id bigint generated always as identity,
  organization_id uuid not null,
  environment attestry.environment not null,
  api_key_id uuid,
  action text not null,
  subject text not null,
  request_id text,
  created_at timestamptz not null default now(),
  constraint audit_log_pkey primary key (organization_id, environment, id),
  constraint audit_log_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint audit_log_api_key_fkey foreign key (organization_id, environment, api_key_id)
    references attestry.api_keys (organization_id, environment, id)
);

comment on column attestry.audit_log.api_key_id is 'Null when an administrator acted.';

alter table attestry.audit_log enable row level security;
alter table attestry.audit_log force row level security;

create function attestry.certificate_event_data(c attestry.certificates)
returns jsonb
language sql
stable
return jsonb_strip_nulls(jsonb_build_object(
  'certificateId', c.certificate_id,
  'certificateUuid', c.id,
  'environment', c.environment,
  'certificateHash', c.certificate_hash,
  'recipientName', c.document::jsonb ->> 'recipientName',
  'title', c.document::jsonb ->> 'title',
  'issuedAt', attestry.iso(c.issued_at),
  'expiresAt', attestry.iso(c.expires_at),
  'revokedAt', attestry.iso(c.revoked_at),
  'reason', c.revocation_reason
));

revoke all on function attestry.certificate_event_data(attestry.certificates) from public;
