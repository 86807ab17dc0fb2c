-- A verification is told to those who asked for it, and written nowhere else than in the log for all others.
create function attestry.tell_verification(certificate attestry.certificates, result text, source text)
returns void
language sql
set search_path = ''
as $$
  insert into attestry.events (organization_id, environment, type, certificate_uuid, data)
  select
    certificate.organization_id, certificate.environment, 'certificate.verified', certificate.id,
    jsonb_build_object('result', result, 'source', source)
  where exists (
    select
    from attestry.webhook_endpoints w
    where w.organization_id = certificate.organization_id
      and w.environment = certificate.environment
      and w.is_active
      and 'certificate.verified' = any (w.events)
  );
$$;

revoke all on function attestry.tell_verification(attestry.certificates, text, text) from public;

-- Verifies for a key's holder, and writes the log row in the same call. Raises PT401, PT403.
create or replace function api.verify_certificate(input jsonb)
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
  perform attestry.tell_verification(certificate, result, 'api');

  return attestry.caller_json(caller) || jsonb_build_object(
    'result', result,
    'certificate', case when certificate.id is not null then attestry.certificate_json(certificate) end
  );
end
$$;
