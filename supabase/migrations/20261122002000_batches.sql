-- A batch: certificates that were accepted together and are issued in chunks. Its items are the truth of what became of each row;
-- a chunk holds what its rows say, sealed, and who is at work on it.
create table attestry.batches (
  id uuid not null,
  organization_id uuid not null,
  environment attestry.environment not null,
  name text not null,
  status text not null,
  total_count integer not null default 0,
  issued_count integer not null default 0,
  failed_count integer not null default 0,
  cancelled_count integer not null default 0,
  event_sequence integer not null default 0,
  request_id text,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  constraint batches_pkey primary key (organization_id, environment, id),
  constraint batches_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint batches_created_by_fkey foreign key (organization_id, environment, created_by)
    references attestry.api_keys (organization_id, environment, id),
  constraint batches_name_length check (char_length(name) between 1 and 200),
  constraint batches_status_known check (
    status in ('draft', 'queued', 'processing', 'completed', 'completed_with_errors', 'cancelled')
  ),
  constraint batches_counts_not_negative check (
    issued_count >= 0 and failed_count >= 0 and cancelled_count >= 0
  ),
  constraint batches_ended_when_every_item_is check (
    status = 'draft'
    or (issued_count + failed_count + cancelled_count < total_count and finished_at is null and status in ('queued', 'processing'))
    or (issued_count + failed_count + cancelled_count = total_count and finished_at is not null
      and status in ('completed', 'completed_with_errors', 'cancelled'))
  ),
  constraint batches_begun_when_processing check (status not in ('draft', 'queued') or started_at is null)
);

comment on column attestry.batches.status is 'A draft is being sent and nobody sees it; submit_batch makes a batch of it.';

create index batches_newest on attestry.batches (organization_id, environment, created_at desc, id desc);

alter table attestry.batches enable row level security;
alter table attestry.batches force row level security;

create table attestry.batch_chunks (
  organization_id uuid not null,
  environment attestry.environment not null,
  batch_id uuid not null,
  number integer not null,
  template_owner_id uuid not null,
  template_id uuid not null,
  template_version integer not null,
  sealed_inputs bytea,
  draft_items jsonb,
  pending_count integer not null default 0,
  pending_since timestamptz not null default now(),
  available_at timestamptz not null default now(),
  lease_token uuid,
  lone_line integer,
  crash_count integer not null default 0,
  created_at timestamptz not null default now(),
  constraint batch_chunks_pkey primary key (organization_id, environment, batch_id, number),
  constraint batch_chunks_batch_fkey foreign key (organization_id, environment, batch_id)
    references attestry.batches (organization_id, environment, id) on delete cascade,
  constraint batch_chunks_template_fkey foreign key (template_owner_id, environment, template_id, template_version)
    references attestry.template_versions (organization_id, environment, template_id, version),
  constraint batch_chunks_template_is_own_or_platform check (
    template_owner_id in (organization_id, '00000000-0000-0000-0000-000000000000')
  ),
  constraint batch_chunks_lease_token_key unique (lease_token),
  constraint batch_chunks_lone_line_is_leased check (lone_line is null or lease_token is not null),
  constraint batch_chunks_pending_not_negative check (pending_count >= 0),
  constraint batch_chunks_pending_have_inputs check (pending_count = 0 or sealed_inputs is not null)
);

comment on column attestry.batch_chunks.pending_since is 'Since the batch was submitted, or retried.';
comment on column attestry.batch_chunks.available_at is 'Until then a lease or a pause keeps others from claiming it.';
comment on column attestry.batch_chunks.lease_token is 'Of who claimed it last and has not given it back.';
comment on column attestry.batch_chunks.lone_line is 'The one row that was leased, where it was not all that are pending.';
comment on column attestry.batch_chunks.crash_count is 'How often the work on what was leased broke off.';

create index batch_chunks_open on attestry.batch_chunks (organization_id, environment, number, batch_id) where pending_count > 0;

alter table attestry.batch_chunks enable row level security;
alter table attestry.batch_chunks force row level security;

create table attestry.batch_items (
  organization_id uuid not null,
  environment attestry.environment not null,
  batch_id uuid not null,
  line integer not null,
  chunk_number integer,
  position integer,
  status text not null,
  certificate_id text,
  certificate_uuid uuid,
  error_code text,
  error_message text,
  attempt_count integer not null default 0,
  crash_count integer not null default 0,
  constraint batch_items_pkey primary key (organization_id, environment, batch_id, line),
  constraint batch_items_batch_fkey foreign key (organization_id, environment, batch_id)
    references attestry.batches (organization_id, environment, id) on delete cascade,
  constraint batch_items_status_known check (status in ('pending', 'issued', 'failed', 'cancelled')),
  constraint batch_items_place_whole check (num_nulls(chunk_number, position, certificate_uuid) in (0, 3)),
  constraint batch_items_pending_is_whole check (status not in ('pending', 'issued') or (position is not null and certificate_id is not null)),
  constraint batch_items_error_when_failed check ((status = 'failed') = (error_code is not null) and (error_code is null) = (error_message is null))
);

comment on column attestry.batch_items.position is 'In the sealed inputs of its chunk; null for a row that was refused.';
comment on column attestry.batch_items.attempt_count is 'How often it could not be made.';
comment on column attestry.batch_items.crash_count is 'How often the work broke off while it was leased alone.';

-- An id that a row waits to issue is spoken for.
create unique index batch_items_pending_id on attestry.batch_items (organization_id, environment, certificate_id) where status = 'pending';
create index batch_items_of_chunk on attestry.batch_items (organization_id, environment, batch_id, chunk_number, line) where status = 'pending';

alter table attestry.batch_items enable row level security;
alter table attestry.batch_items force row level security;

-- When each organization's rows were last taken up: who waited longest comes first.
create table attestry.batch_turns (
  organization_id uuid not null,
  environment attestry.environment not null,
  last_claimed_at timestamptz not null,
  constraint batch_turns_pkey primary key (organization_id, environment),
  constraint batch_turns_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment)
);

alter table attestry.batch_turns enable row level security;
alter table attestry.batch_turns force row level security;

-- The certificates of a chunk are stored together: `pdf_pack` is the SHA-256 of that file, null where the PDF is a file of its own.
alter table attestry.certificates add column pdf_pack text;
alter table attestry.certificates add constraint certificates_pdf_pack_shape check (char_length(pdf_pack) = 64 and pdf_pack !~ '[^0-9a-f]');

-- The same said so that it costs a tenth: a counted repetition is slow, and these are checked for every certificate.
alter table attestry.certificates drop constraint certificates_certificate_id_shape;
alter table attestry.certificates add constraint certificates_certificate_id_shape check (
  char_length(certificate_id) between 1 and 64 and certificate_id !~ '[^A-Za-z0-9._-]'
);
alter table attestry.certificates drop constraint certificates_hashes_shape;
alter table attestry.certificates add constraint certificates_hashes_shape check (
  char_length(certificate_hash) = 64 and certificate_hash !~ '[^0-9a-f]' and char_length(pdf_sha256) = 64 and pdf_sha256 !~ '[^0-9a-f]'
);

-- A canonical document (RFC 8785) has its members in one order, so that what it must begin with is known.
alter table attestry.certificates drop constraint certificates_document_agrees;
alter table attestry.certificates add constraint certificates_document_agrees check (
  document is json object
  and starts_with(
    document,
    '{"certificateId":"' || certificate_id
    || '","certificateUuid":"' || id
    || '","environment":"' || environment
    || '","expiresAt":' || coalesce('"' || attestry.iso(expires_at) || '"', 'null')
    || ',"issuedAt":"' || attestry.iso(issued_at)
    || '","issuer":{"id":"' || organization_id || '"'
  )
  and strpos(document, ',"template":{"id":"' || template_id || '","version":' || template_version || '}') > 0
);

-- The key that created a certificate has the same tenant, and its own foreign key holds that there is one.
alter table attestry.certificates drop constraint certificates_tenant_fkey;

create or replace function attestry.certificate_json(c attestry.certificates)
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
  'pdfPack', c.pdf_pack,
  'revokedAt', attestry.iso(c.revoked_at),
  'revocationReason', c.revocation_reason
);

-- An event is of a certificate or of a batch.
alter table attestry.events alter column certificate_uuid drop not null;
alter table attestry.events add column batch_id uuid;
alter table attestry.events add constraint events_batch_fkey foreign key (organization_id, environment, batch_id)
  references attestry.batches (organization_id, environment, id);
alter table attestry.events add constraint events_of_one_subject check (num_nonnulls(certificate_uuid, batch_id) = 1);
create unique index events_batch_sequence_key on attestry.events (organization_id, environment, batch_id, sequence) where batch_id is not null;
alter table attestry.events drop constraint events_type_known;
alter table attestry.events add constraint events_type_known check (
  type in ('certificate.issued', 'certificate.revoked', 'batch.completed')
);
alter table attestry.events add constraint events_type_fits_subject check ((type like 'batch.%') = (batch_id is not null));

-- What an event says of a certificate follows from the certificate, which never changes: it is told when it is asked for, kept nowhere
-- twice, and a person who is forgotten is forgotten there too. Of a batch it is kept, since a batch goes on after a retry.
alter table attestry.events alter column data drop not null;
update attestry.events set data = null;
alter table attestry.events add constraint events_data_of_batches check ((data is not null) = (batch_id is not null));

-- A batch reserves when it is accepted; of that, what is issued is settled and the rest released. `spent` is without a reservation.
-- granted = spent + settled + (reserved - settled - released) + left.
alter table attestry.credit_ledger add column batch_id uuid;
alter table attestry.credit_ledger add constraint credit_ledger_batch_fkey foreign key (organization_id, environment, batch_id)
  references attestry.batches (organization_id, environment, id);
alter table attestry.credit_ledger alter column balance_after drop not null;
alter table attestry.credit_ledger drop constraint credit_ledger_kind_known;
alter table attestry.credit_ledger add constraint credit_ledger_kind_known check (
  kind in ('granted', 'spent', 'reserved', 'settled', 'released')
);
alter table attestry.credit_ledger add constraint credit_ledger_batch_when_reserved check (
  (kind in ('reserved', 'settled', 'released')) = (batch_id is not null)
);
alter table attestry.credit_ledger add constraint credit_ledger_balance_when_it_changes check (
  (kind = 'settled') = (balance_after is null)
);

create index credit_ledger_of_batch on attestry.credit_ledger (organization_id, environment, batch_id) where batch_id is not null;

create function attestry.batch_json(b attestry.batches)
returns jsonb
language sql
stable
return jsonb_build_object(
  'id', b.id,
  'name', b.name,
  'status', b.status,
  'totalCount', b.total_count,
  'issuedCount', b.issued_count,
  'failedCount', b.failed_count,
  'cancelledCount', b.cancelled_count,
  'createdAt', attestry.iso(b.created_at),
  'startedAt', attestry.iso(b.started_at),
  'finishedAt', attestry.iso(b.finished_at),
  'isRetried', b.event_sequence > 0 and b.finished_at is null
);

revoke all on function attestry.batch_json(attestry.batches) from public;
