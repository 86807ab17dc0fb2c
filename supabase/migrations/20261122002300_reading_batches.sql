-- A caller's batch, or one of nulls. A draft is nobody's.
create function attestry.find_batch(caller attestry.principal, reference text)
returns attestry.batches
language plpgsql
stable
set search_path = ''
as $$
declare
  found_row attestry.batches;
begin
  if reference ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select b.* into found_row
    from attestry.batches b
    where b.organization_id = caller.organization_id
      and b.environment = caller.environment
      and b.id = reference::uuid
      and b.status <> 'draft';
  end if;
  return found_row;
end
$$;

-- The same for those who cannot go on without it. Raises PT404 BATCH_NOT_FOUND.
create function attestry.require_batch(caller attestry.principal, reference text)
returns attestry.batches
language plpgsql
stable
set search_path = ''
as $$
declare
  found_row constant attestry.batches := attestry.find_batch(caller, reference);
begin
  if found_row.id is null then
    perform attestry.refuse(caller, 'PT404', 'BATCH_NOT_FOUND');
  end if;
  return found_row;
end
$$;

-- Raises PT401, PT403, PT404 BATCH_NOT_FOUND.
create function api.get_batch(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.read');
  batch attestry.batches := attestry.require_batch(caller, input ->> 'reference');
begin
  return attestry.caller_json(caller) || jsonb_build_object('batch', attestry.batch_json(batch));
end
$$;

-- Newest first; one row more than `limit` when there is a next page. Raises PT401, PT403.
create function api.list_batches(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.read');
  wanted_status constant text := input ->> 'status';
  after_time constant timestamptz := input #>> '{after,createdAt}';
  after_id constant uuid := input #>> '{after,id}';
  page jsonb;
begin
  select coalesce(jsonb_agg(row_json order by created_at desc, id desc), '[]'::jsonb) into page
  from (
    select
      b.created_at,
      b.id,
      attestry.batch_json(b) || jsonb_build_object('position', attestry.iso_microseconds(b.created_at)) as row_json
    from attestry.batches b
    where b.organization_id = caller.organization_id
      and b.environment = caller.environment
      and b.status <> 'draft'
      and (wanted_status is null or b.status = wanted_status)
      and (after_time is null or (b.created_at, b.id) < (after_time, after_id))
    order by b.created_at desc, b.id desc
    limit (input ->> 'limit')::integer + 1
  ) as newest;
  return attestry.caller_json(caller) || jsonb_build_object('batches', page);
end
$$;

-- By line; one row more than `limit` when there is a next page. `certificate` is what was issued of a row, without anything private.
-- Raises PT401, PT403, PT404 BATCH_NOT_FOUND.
create function api.list_batch_items(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'certificates.read');
  batch attestry.batches := attestry.require_batch(caller, input ->> 'reference');
  wanted_status constant text := input ->> 'status';
  after_line constant integer := coalesce((input ->> 'afterLine')::integer, 0);
  page jsonb;
begin
  select coalesce(jsonb_agg(row_json order by line), '[]'::jsonb) into page
  from (
    select
      i.line,
      jsonb_build_object(
        'line', i.line,
        'status', i.status,
        'certificateId', i.certificate_id,
        'errorCode', i.error_code,
        'errorMessage', i.error_message,
        'certificate', case when c.id is not null then jsonb_build_object(
          'status', attestry.certificate_status(c.revoked_at, c.expires_at),
          'recipientName', c.document::jsonb -> 'recipientName',
          'title', c.document::jsonb -> 'title',
          'certificateHash', c.certificate_hash,
          'pdfSha256', c.pdf_sha256,
          'pdfPack', c.pdf_pack
        ) end
      ) as row_json
    from attestry.batch_items i
    left join attestry.certificates c
      on i.status = 'issued'
      and c.organization_id = i.organization_id
      and c.environment = i.environment
      and c.id = i.certificate_uuid
    where i.organization_id = caller.organization_id
      and i.environment = caller.environment
      and i.batch_id = batch.id
      and i.line > after_line
      and (wanted_status is null or i.status = wanted_status)
    order by i.line
    limit (input ->> 'limit')::integer + 1
  ) as listed;
  return attestry.caller_json(caller) || jsonb_build_object('batch', attestry.batch_json(batch), 'items', page);
end
$$;

revoke all on function attestry.find_batch(attestry.principal, text) from public;
revoke all on function attestry.require_batch(attestry.principal, text) from public;
revoke all on function api.get_batch(jsonb) from public;
revoke all on function api.list_batches(jsonb) from public;
revoke all on function api.list_batch_items(jsonb) from public;
grant execute on function api.get_batch(jsonb) to service_role;
grant execute on function api.list_batches(jsonb) to service_role;
grant execute on function api.list_batch_items(jsonb) to service_role;
