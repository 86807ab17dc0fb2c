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

-- What an event says of a certificate follows from the certificate; what else it says is kept. So that it says the same for ever, only an
-- event that is about a revocation tells of one.
create or replace function attestry.event_data(e attestry.events)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(
    (
      select case
        when e.type = 'certificate.revoked' or e.data ->> 'result' = 'revoked' then attestry.certificate_event_data(c)
        else attestry.certificate_event_data(c) - array['revokedAt', 'reason']
      end
      from attestry.certificates c
      where c.organization_id = e.organization_id
        and c.environment = e.environment
        and c.id = e.certificate_uuid
    ),
    '{}'::jsonb
  ) || coalesce(e.data, '{}'::jsonb);
$$;

-- The event as it is sent and listed.
create function attestry.event_json(e attestry.events)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'id', e.id,
    'type', e.type,
    'environment', e.environment,
    'createdAt', attestry.iso(e.created_at),
    'sequence', e.sequence,
    'data', attestry.event_data(e)
  );
$$;

revoke all on function attestry.event_json(attestry.events) from public;
