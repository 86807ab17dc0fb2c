-- `document` is the canonical form (RFC 8785) that `certificate_hash` is the SHA-256 of: the one source of what a
-- certificate says. The columns beside it exist to be searched, and a constraint keeps them from saying anything else.
create table attestry.certificates (
  id uuid not null,
  organization_id uuid not null,
  environment attestry.environment not null,
  certificate_id text not null,
  template_owner_id uuid not null,
  template_id uuid not null,
  template_version integer not null,
  recipient_email text not null,
  issued_at timestamptz not null,
  expires_at timestamptz,
  document text not null,
  certificate_hash text not null,
  sealed_private text not null,
  pdf_sha256 text not null,
  pdf_size_bytes integer not null,
  event_sequence integer not null default 1,
  revoked_at timestamptz,
  revocation_reason text,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint certificates_pkey primary key (organization_id, environment, id),
  constraint certificates_certificate_id_key unique (organization_id, environment, certificate_id),
  constraint certificates_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint certificates_template_fkey foreign key (template_owner_id, environment, template_id, template_version)
    references attestry.template_versions (organization_id, environment, template_id, version),
  constraint certificates_created_by_fkey foreign key (organization_id, environment, created_by)
    references attestry.api_keys (organization_id, environment, id),
  constraint certificates_template_is_own_or_platform check (
    template_owner_id in (organization_id, '00000000-0000-0000-0000-000000000000')
  ),
  constraint certificates_certificate_id_shape check (certificate_id ~ '^[A-Za-z0-9._-]{1,64}$'),
  constraint certificates_hashes_shape check (certificate_hash ~ '^[0-9a-f]{64}$' and pdf_sha256 ~ '^[0-9a-f]{64}$'),
  constraint certificates_expiry_after_issue check (expires_at > issued_at),
  constraint certificates_revocation_whole check (revocation_reason is null or revoked_at is not null),
  constraint certificates_document_agrees check (
    document::jsonb @> jsonb_build_object(
      'certificateId', certificate_id,
      'certificateUuid', id,
      'environment', environment,
      'issuer', jsonb_build_object('id', organization_id),
      'template', jsonb_build_object('id', template_id, 'version', template_version),
      'issuedAt', attestry.iso(issued_at),
      'expiresAt', attestry.iso(expires_at)
    )
  )
);

create index certificates_newest on attestry.certificates (organization_id, environment, created_at desc, id desc);
create index certificates_by_recipient on attestry.certificates (organization_id, environment, lower(recipient_email), created_at desc, id desc);
create index certificates_by_template on attestry.certificates (organization_id, environment, template_id, created_at desc, id desc);
create index certificates_revoked on attestry.certificates (organization_id, environment, created_at desc, id desc)
  where revoked_at is not null;
create index certificates_with_expiry on attestry.certificates (organization_id, environment, created_at desc, id desc)
  where expires_at is not null;
create index certificates_by_issue_time on attestry.certificates (organization_id, environment, issued_at);

alter table attestry.certificates enable row level security;
alter table attestry.certificates force row level security;

-- A certificate cannot be un-issued: of what it says nothing changes any more, and a revocation is for ever.
create function attestry.keep_certificate_final()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if to_jsonb(new) - array['revoked_at', 'revocation_reason', 'event_sequence']
    is distinct from to_jsonb(old) - array['revoked_at', 'revocation_reason', 'event_sequence']
  then
    raise exception 'certificate % is final', old.certificate_id;
  elsif old.revoked_at is not null and (new.revoked_at, new.revocation_reason) is distinct from (old.revoked_at, old.revocation_reason) then
    raise exception 'the revocation of certificate % is final', old.certificate_id;
  end if;
  return new;
end
$$;

create trigger certificates_final
  before update on attestry.certificates
  for each row execute function attestry.keep_certificate_final();

create function attestry.certificate_status(revoked_at timestamptz, expires_at timestamptz)
returns text
language sql
stable
return case
  when revoked_at is not null then 'revoked'
  when expires_at <= now() then 'expired'
  else 'issued'
end;

-- What the Workers read of a certificate. It names no sealed column, so no answer can hold one.
create function attestry.certificate_json(c attestry.certificates)
returns jsonb
language sql
stable
return jsonb_build_object(
  'certificateId', c.certificate_id,
  'certificateUuid', c.id,
  'status', attestry.certificate_status(c.revoked_at, c.expires_at),
  'document', c.document,
  'certificateHash', c.certificate_hash,
  'recipientEmail', c.recipient_email,
  'pdfSha256', c.pdf_sha256,
  'revokedAt', attestry.iso(c.revoked_at),
  'revocationReason', c.revocation_reason
);

-- A caller's reference is the human id or, failing that, the uuid.
create function attestry.find_certificate(owner uuid, env attestry.environment, reference text)
returns attestry.certificates
language plpgsql
stable
set search_path = ''
as $$
declare
  found_row attestry.certificates;
begin
  select c.* into found_row
  from attestry.certificates c
  where c.organization_id = owner
    and c.environment = env
    and c.certificate_id = reference;

  if not found and reference ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select c.* into found_row
    from attestry.certificates c
    where c.organization_id = owner
      and c.environment = env
      and c.id = reference::uuid;
  end if;
  return found_row;
end
$$;

revoke all on function attestry.keep_certificate_final() from public;
revoke all on function attestry.certificate_status(timestamptz, timestamptz) from public;
revoke all on function attestry.certificate_json(attestry.certificates) from public;
revoke all on function attestry.find_certificate(uuid, attestry.environment, text) from public;
