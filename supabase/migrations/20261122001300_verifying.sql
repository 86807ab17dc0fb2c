-- The verdict recomputes the hash from the stored document, so a row that was edited afterwards is `invalid`.
create function attestry.verdict(c attestry.certificates)
returns text
language sql
stable
return case
  when c.id is null then 'not_found'
  when encode(sha256(convert_to(c.document, 'UTF8')), 'hex') <> c.certificate_hash then 'invalid'
  when c.revoked_at is not null then 'revoked'
  when c.expires_at <= now() then 'expired'
  else 'verified'
end;

-- A reference as it may be kept: anything a certificate id cannot hold becomes "?".
create function attestry.loggable_reference(reference text)
returns text
language sql
immutable
return left(regexp_replace(reference, '[^A-Za-z0-9._-]', '?', 'g'), 64);

-- Verifies for a key's holder, and writes the log row in the same call. Raises PT401, PT403.
create function api.verify_certificate(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.verify');
  certificate attestry.certificates :=
    attestry.find_certificate(caller.organization_id, caller.environment, input ->> 'reference');
  result constant text := attestry.verdict(certificate);
begin
  insert into attestry.verification_log (
    organization_id, environment, certificate_reference, certificate_uuid, result, source, api_key_id
  )
  values (
    caller.organization_id, caller.environment, attestry.loggable_reference(input ->> 'reference'),
    certificate.id, result, 'api', caller.api_key_id
  );

  return attestry.caller_json(caller) || jsonb_build_object(
    'result', result,
    'certificate', case when certificate.id is not null then attestry.certificate_json(certificate) end
  );
end
$$;

-- Verifies for anyone, on a public page. No slug means the deployment's primary organization.
create function api.verify_publicly(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  env constant attestry.environment := input ->> 'environment';
  owner attestry.organizations;
  certificate attestry.certificates;
  labels jsonb;
  result text;
begin
  select o.* into owner
  from attestry.organizations o
  where case when input ->> 'organizationSlug' is null then o.is_primary else o.slug = input ->> 'organizationSlug' end;

  certificate := attestry.find_certificate(owner.id, env, input ->> 'reference');
  result := attestry.verdict(certificate);

  select v.metadata_schema -> 'fields' into labels
  from attestry.template_versions v
  where v.organization_id = certificate.template_owner_id
    and v.environment = certificate.environment
    and v.template_id = certificate.template_id
    and v.version = certificate.template_version;

  insert into attestry.verification_log (
    organization_id, environment, certificate_reference, certificate_uuid, result, source, country
  )
  values (
    owner.id, env, attestry.loggable_reference(input ->> 'reference'),
    certificate.id, result, 'page', input ->> 'country'
  );

  return jsonb_build_object(
    'result', result,
    'checkedAt', attestry.iso(now()),
    'certificate', case when certificate.id is not null then
      (attestry.certificate_json(certificate) - 'recipientEmail') || jsonb_build_object('fields', labels)
    end
  );
end
$$;

comment on function api.verify_publicly(jsonb) is 'No key: answers anyone, with the public type only.';

revoke all on function attestry.verdict(attestry.certificates) from public;
revoke all on function attestry.loggable_reference(text) from public;
revoke all on function api.verify_certificate(jsonb) from public;
revoke all on function api.verify_publicly(jsonb) from public;
grant execute on function api.verify_certificate(jsonb) to service_role;
grant execute on function api.verify_publicly(jsonb) to service_role;
