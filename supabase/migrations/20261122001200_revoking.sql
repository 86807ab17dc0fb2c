-- Permanent: nothing sets revoked_at back. Of any number of concurrent calls exactly one revokes.
-- Raises PT401, PT403, PT404 CERTIFICATE_NOT_FOUND, PT409 CERTIFICATE_REVOKED or IDEMPOTENCY_CONFLICT.
create function api.revoke_certificate(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.write');
  certificate attestry.certificates :=
    attestry.find_certificate(caller.organization_id, caller.environment, input ->> 'reference');
  answer constant jsonb := jsonb_build_object(
    'isReplay', false,
    'environment', caller.environment,
    'rateLimitPerMinute', caller.rate_limit_per_minute,
    'certificateId', certificate.certificate_id,
    'revokedAt', attestry.iso(now()),
    'reason', input ->> 'reason'
  );
  earlier jsonb;
begin
  if certificate.id is null then
    perform attestry.refuse(caller, 'PT404', 'CERTIFICATE_NOT_FOUND');
  end if;

  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  update attestry.certificates c
  set revoked_at = now(),
      revocation_reason = input ->> 'reason',
      event_sequence = c.event_sequence + 1
  where c.organization_id = caller.organization_id
    and c.environment = caller.environment
    and c.id = certificate.id
    and c.revoked_at is null
  returning c.* into certificate;

  if not found then
    perform attestry.refuse(caller, 'PT409', 'CERTIFICATE_REVOKED');
  end if;

  insert into attestry.events (organization_id, environment, type, certificate_uuid, sequence, data)
  values (
    certificate.organization_id, certificate.environment, 'certificate.revoked', certificate.id,
    certificate.event_sequence, attestry.certificate_event_data(certificate)
  );

  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  values (
    certificate.organization_id, certificate.environment, caller.api_key_id, 'certificate.revoke',
    certificate.certificate_id, input ->> 'requestId'
  );
  return answer;
end
$$;

revoke all on function api.revoke_certificate(jsonb) from public;
grant execute on function api.revoke_certificate(jsonb) to service_role;
