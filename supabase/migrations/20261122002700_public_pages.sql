-- What the public pages tell of an issuer: a domain that it proved to be its own, whether search engines may list its pages, and whether
-- a recipient's link to the files ends when the certificate is revoked.
alter table attestry.organizations add column domain text;
alter table attestry.organizations add column domain_proven_at timestamptz;
-- An address may name an organization by its id: no slug may look like another's.
alter table attestry.organizations add constraint organizations_slug_is_no_id check (
  slug !~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
);
alter table attestry.organizations add column is_indexed boolean not null default false;
alter table attestry.organizations add column ends_files_on_revocation boolean not null default false;
alter table attestry.organizations add constraint organizations_domain_shape check (
  char_length(domain) <= 253 and domain ~ '^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z][a-z0-9-]*[a-z0-9]$'
);
alter table attestry.organizations add constraint organizations_proof_of_a_domain check (domain_proven_at is null or domain is not null);

create index organizations_by_logo on attestry.organizations (logo_sha256) where logo_sha256 is not null;

-- Where a verification was asked for: by a key, by a page, with a file, for a receipt, or by a badge or card on another page.
alter table attestry.verification_log drop constraint verification_log_source_known;
alter table attestry.verification_log add constraint verification_log_source_known check (
  source in ('api', 'page', 'file', 'receipt', 'embed')
);

-- By its slug or, as a record names it, by its id, or by its host; the primary organization by none of them. At a host of an organization's
-- own, that organization alone, with or without its name. Each by its own index.
create function attestry.find_owner(host text, name text)
returns attestry.organizations
language sql
stable
set search_path = ''
as $$
  select named.*
  from (
    select o.*
    from attestry.organizations o
    where o.is_primary
      and coalesce(find_owner.name, find_owner.host) is null
    union all
    select o.*
    from attestry.organizations o
    where o.verify_host = coalesce(find_owner.name, find_owner.host)
    union all
    select o.*
    from attestry.organizations o
    where o.slug = find_owner.name
    union all
    select o.*
    from attestry.organizations o
    where o.id = case when find_owner.name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then find_owner.name::uuid end
  ) as named
  where find_owner.host is null
    or named.verify_host = find_owner.host
  limit 1;
$$;

create function attestry.fields_of(c attestry.certificates)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select v.metadata_schema -> 'fields'
  from attestry.template_versions v
  where v.organization_id = c.template_owner_id
    and v.environment = c.environment
    and v.template_id = c.template_id
    and v.version = c.template_version;
$$;

-- A page's picture shows all that is printed: there is one only where nothing private was handed in, or the template asks for nothing
-- private, and none of what is revoked or was altered.
create function attestry.has_public_picture(c attestry.certificates)
returns boolean
language sql
stable
return c.revoked_at is null
  and attestry.verdict(c) <> 'invalid'
  and (
    c.document::jsonb -> 'privateDigests' = '[]'
    or not jsonb_path_exists(attestry.fields_of(c), '$[*] ? (@.visibility != "public")')
  );

-- Verifies for anyone, on a public page. No slug means the deployment's primary organization. `fileSha256` is of a file that somebody was
-- handed: the answer tells whether it is what was issued.
create or replace function api.verify_publicly(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  env constant attestry.environment := input ->> 'environment';
  file constant text := input ->> 'fileSha256';
  owner constant attestry.organizations := attestry.find_owner(input ->> 'verifyHost', input ->> 'organizationSlug');
  certificate constant attestry.certificates := attestry.find_certificate(owner.id, env, input ->> 'reference');
  result constant text := attestry.verdict(certificate);
begin
  insert into attestry.verification_log (
    organization_id, environment, certificate_reference, certificate_uuid, result, source, country
  )
  values (
    owner.id, env, attestry.loggable_reference(input ->> 'reference'),
    certificate.id, result, coalesce(input ->> 'source', 'page'), input ->> 'country'
  );
  perform attestry.tell_verification(certificate, result, coalesce(input ->> 'source', 'page'));

  if certificate.id is null then
    return jsonb_build_object('result', result, 'checkedAt', attestry.iso(now()), 'certificate', null);
  end if;
  return jsonb_build_object(
    'result', result,
    'checkedAt', attestry.iso(now()),
    'certificate', (attestry.certificate_json(certificate) - 'recipientEmail') || jsonb_build_object('fields', attestry.fields_of(certificate)),
    'issuer', jsonb_build_object(
      'domain', case when owner.domain_proven_at is not null then owner.domain end,
      'domainProvenAt', attestry.iso(owner.domain_proven_at),
      'logoSha256', owner.logo_sha256,
      'isIndexed', owner.is_indexed,
      'endsFilesOnRevocation', owner.ends_files_on_revocation
    ),
    'hasPicture', attestry.has_public_picture(certificate),
    'file', case
      when file is null then null
      when file = certificate.pdf_sha256 then 'pdf'
      when file = certificate.certificate_hash then 'record'
      else 'other'
    end
  );
end
$$;

comment on function api.verify_publicly(jsonb) is 'No key: answers anyone, with the public type only.';

-- Where a certificate's PDF lies, whether its page shows a picture of it, and whether a recipient's link still leads to it; null where there
-- is no certificate. Who asks for a recipient has checked the link against the uuid.
create function api.find_public_pdf(input jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  owner constant attestry.organizations := attestry.find_owner(input ->> 'verifyHost', input ->> 'organizationSlug');
  certificate constant attestry.certificates :=
    attestry.find_certificate(owner.id, (input ->> 'environment')::attestry.environment, input ->> 'reference');
begin
  return jsonb_build_object('pdf', case when certificate.id is not null then jsonb_build_object(
    'organizationId', certificate.organization_id,
    'certificateUuid', certificate.id,
    'pdfSha256', certificate.pdf_sha256,
    'pdfPack', certificate.pdf_pack,
    'hasPicture', attestry.has_public_picture(certificate),
    'isDownloadable', certificate.revoked_at is null or not owner.ends_files_on_revocation
  ) end);
end
$$;

comment on function api.find_public_pdf(jsonb) is 'No key: answers where a PDF lies; the bucket is no place that anyone reaches by that.';

-- An issuer's logo, by the hash of its bytes.
create function api.find_logo(input jsonb)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object('logo', (
    select jsonb_build_object('mediaType', o.logo_media_type, 'base64', encode(o.logo_bytes, 'base64'))
    from attestry.organizations o
    where o.logo_sha256 = input ->> 'sha256'
    limit 1
  ));
$$;

comment on function api.find_logo(jsonb) is 'No key: a logo is printed on every certificate.';

revoke all on function attestry.find_owner(text, text) from public;
revoke all on function attestry.fields_of(attestry.certificates) from public;
revoke all on function attestry.has_public_picture(attestry.certificates) from public;
revoke all on function api.find_public_pdf(jsonb) from public;
revoke all on function api.find_logo(jsonb) from public;
grant execute on function api.find_public_pdf(jsonb) to service_role;
grant execute on function api.find_logo(jsonb) to service_role;

create function admin.record_audit_in_both(owner uuid, action text, subject text)
returns void
language sql
set search_path = ''
as $$
  select admin.record_audit(owner, env, action, subject)
  from unnest(array['sandbox', 'live']::attestry.environment[]) as env;
$$;

-- Null takes it away: what was printed with it then leads nowhere, while the deployment's own address goes on.
create function admin.set_verify_host(input jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update attestry.organizations
  set verify_host = input ->> 'verifyHost'
  where id = (input ->> 'organizationId')::uuid;
  perform admin.record_audit_in_both((input ->> 'organizationId')::uuid, 'verify_host.set', coalesce(input ->> 'verifyHost', ''));
end
$$;

-- A domain that is set anew has to be proven anew.
create function admin.set_domain(input jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update attestry.organizations
  set domain = input ->> 'domain',
      domain_proven_at = null
  where id = (input ->> 'organizationId')::uuid;
  perform admin.record_audit_in_both((input ->> 'organizationId')::uuid, 'domain.set', coalesce(input ->> 'domain', ''));
end
$$;

-- Answers whether the domain that was looked at is the organization's still.
create function admin.prove_domain(input jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  is_proven boolean;
begin
  update attestry.organizations
  set domain_proven_at = now()
  where id = (input ->> 'organizationId')::uuid
    and domain = input ->> 'domain';
  is_proven := found;
  if is_proven then
    perform admin.record_audit_in_both((input ->> 'organizationId')::uuid, 'domain.prove', input ->> 'domain');
  end if;
  return jsonb_build_object('isProven', is_proven);
end
$$;

create function admin.set_files_end(input jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update attestry.organizations
  set ends_files_on_revocation = (input ->> 'endsOnRevocation')::boolean
  where id = (input ->> 'organizationId')::uuid;
  perform admin.record_audit_in_both((input ->> 'organizationId')::uuid, 'files_end.set', input ->> 'endsOnRevocation');
end
$$;

create function admin.set_listed(input jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update attestry.organizations
  set is_indexed = (input ->> 'isListed')::boolean
  where id = (input ->> 'organizationId')::uuid;
  perform admin.record_audit_in_both((input ->> 'organizationId')::uuid, 'listing.set', input ->> 'isListed');
end
$$;

revoke all on function admin.record_audit_in_both(uuid, text, text) from public;
revoke all on function admin.set_verify_host(jsonb) from public;
revoke all on function admin.set_domain(jsonb) from public;
revoke all on function admin.prove_domain(jsonb) from public;
revoke all on function admin.set_files_end(jsonb) from public;
revoke all on function admin.set_listed(jsonb) from public;
