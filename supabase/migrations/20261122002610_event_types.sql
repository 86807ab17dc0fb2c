-- Events beyond the first three. Those of a certificate's life are numbered, so that a receiver can order them; a verification changes
-- nothing and has no number, nor has what concerns an endpoint itself.
alter table attestry.events
  drop constraint events_type_known,
  drop constraint events_of_one_subject,
  drop constraint events_type_fits_subject,
  drop constraint events_data_of_batches,
  alter column sequence drop not null,
  add constraint events_type_known check (
    type in (
      'certificate.issued', 'certificate.revoked', 'certificate.expiring', 'certificate.expired', 'certificate.verified',
      'batch.completed', 'webhook.test', 'webhook.disabled'
    )
  ),
  add constraint events_type_fits_subject check (
    (type like 'certificate.%') = (certificate_uuid is not null)
    and (type like 'batch.%') = (batch_id is not null)
  ),
  add constraint events_numbered check (
    (sequence is not null) = (type not in ('certificate.verified', 'webhook.test', 'webhook.disabled'))
  ),
  add constraint events_data_kept check (
    (data is null) = (type in ('certificate.issued', 'certificate.revoked', 'certificate.expiring', 'certificate.expired'))
  );

-- The event as it is sent and listed, with its certificate and what that document says. What it says of a certificate follows from the
-- certificate; what else it says is kept. So that it says the same for ever, only an event that is about a revocation tells of one. Of a
-- record that was found altered nothing it says is repeated. Without a setting of its own it is inlined where many events are read.
create function attestry.compose_event(e attestry.events, c attestry.certificates, document jsonb)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', e.id,
  'type', e.type,
  'environment', e.environment,
  'createdAt', attestry.iso(e.created_at),
  'sequence', e.sequence,
  'data', case
    when e.certificate_uuid is null then '{}'::jsonb
    else jsonb_strip_nulls(jsonb_object(array[
      'certificateId', c.certificate_id,
      'certificateUuid', c.id::text,
      'environment', c.environment,
      'certificateHash', c.certificate_hash,
      'recipientName', case when e.data ->> 'result' is distinct from 'invalid' then document ->> 'recipientName' end,
      'title', case when e.data ->> 'result' is distinct from 'invalid' then document ->> 'title' end,
      'issuedAt', case when e.data ->> 'result' is distinct from 'invalid' then document ->> 'issuedAt' end,
      'expiresAt', case when e.data ->> 'result' is distinct from 'invalid' then document ->> 'expiresAt' end,
      'revokedAt', case when e.type = 'certificate.revoked' or e.data ->> 'result' = 'revoked' then attestry.iso(c.revoked_at) end,
      'reason', case when e.type = 'certificate.revoked' or e.data ->> 'result' = 'revoked' then c.revocation_reason end
    ]))
  end || coalesce(e.data, '{}'::jsonb)
);

-- The same of one alone.
create function attestry.event_json(e attestry.events)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select attestry.compose_event(e, c, c.document::jsonb)
  from (select) as one
  left join attestry.certificates c
    on c.organization_id = e.organization_id
    and c.environment = e.environment
    and c.id = e.certificate_uuid;
$$;

revoke all on function attestry.compose_event(attestry.events, attestry.certificates, jsonb) from public;
revoke all on function attestry.event_json(attestry.events) from public;
