-- An endpoint of the caller, for reading: nobody who delivers has to wait for it. Raises PT404 WEBHOOK_NOT_FOUND.
create function attestry.require_webhook(caller attestry.principal, reference text)
returns attestry.webhook_endpoints
language plpgsql
stable
set search_path = ''
as $$
declare
  found_row attestry.webhook_endpoints;
begin
  if reference ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select w.* into found_row
    from attestry.webhook_endpoints w
    where w.organization_id = caller.organization_id
      and w.environment = caller.environment
      and w.id = reference::uuid
      and w.deleted_at is null;
  end if;

  if found_row.id is null then
    perform attestry.refuse(caller, 'PT404', 'WEBHOOK_NOT_FOUND');
  end if;
  return found_row;
end
$$;

-- The same for changing: held until the end of the transaction. Comes after the idempotency key: a retry may ask for what is gone by now.
-- Raises PT404 WEBHOOK_NOT_FOUND.
create function attestry.lock_webhook(caller attestry.principal, reference text)
returns attestry.webhook_endpoints
language plpgsql
set search_path = ''
as $$
declare
  webhook attestry.webhook_endpoints := attestry.require_webhook(caller, reference);
begin
  select w.* into webhook
  from attestry.webhook_endpoints w
  where w.organization_id = webhook.organization_id
    and w.environment = webhook.environment
    and w.id = webhook.id
    and w.deleted_at is null
  for no key update;

  if not found then
    perform attestry.refuse(caller, 'PT404', 'WEBHOOK_NOT_FOUND');
  end if;
  return webhook;
end
$$;

create function attestry.audit_webhook(caller attestry.principal, action text, webhook uuid, request_id text)
returns void
language sql
set search_path = ''
as $$
  insert into attestry.audit_log (organization_id, environment, api_key_id, action, subject, request_id)
  values (caller.organization_id, caller.environment, caller.api_key_id, action, webhook::text, request_id);
$$;

-- Raises PT400 VALIDATION_ERROR: events go to a URL once. The detail is the issues of the answer.
create function attestry.refuse_taken_url(caller attestry.principal)
returns void
language sql
set search_path = ''
as $$
  select attestry.refuse(
    caller, 'PT400', 'VALIDATION_ERROR', '[{"path": "url", "message": "must not be the URL of another webhook in this environment."}]'
  );
$$;

-- Who calls: a secret is sealed for its owner before it comes here, and nobody else makes us look up a name. `access` is read or write;
-- `isReplay` says that an earlier call with this idempotency key was carried out. Raises PT401, PT403, PT409 IDEMPOTENCY_CONFLICT.
create function api.get_webhook_context(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.' || (input ->> 'access'));
begin
  return attestry.caller_json(caller) || jsonb_build_object(
    'isReplay', attestry.find_idempotent_result(caller, input -> 'idempotency') is not null
  );
end
$$;

-- The answer holds the sealed secret, so that a retry can be answered like the first call. Raises PT400 VALIDATION_ERROR for a URL that
-- another endpoint has, PT401, PT403, PT409 LIMIT_REACHED or IDEMPOTENCY_CONFLICT.
create function api.create_webhook(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.write');
  most constant integer := 20;
  webhook attestry.webhook_endpoints;
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false);
  earlier jsonb;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  perform attestry.lock_count(caller, 'webhooks');
  if (
    select count(*)
    from attestry.webhook_endpoints w
    where w.organization_id = caller.organization_id
      and w.environment = caller.environment
      and w.deleted_at is null
  ) >= most then
    perform attestry.refuse(caller, 'PT409', 'LIMIT_REACHED', format('An environment holds %s webhooks at most.', most));
  end if;

  insert into attestry.webhook_endpoints (id, organization_id, environment, url, description, events, sealed_secret, created_by)
  values (
    (input ->> 'id')::uuid, caller.organization_id, caller.environment, input ->> 'url', input ->> 'description',
    array(select jsonb_array_elements_text(input -> 'events')), input ->> 'sealedSecret', caller.api_key_id
  )
  on conflict (organization_id, environment, md5(url)) where deleted_at is null do nothing
  returning * into webhook;
  if not found then
    perform attestry.refuse_taken_url(caller);
  end if;

  perform attestry.audit_webhook(caller, 'webhook.create', webhook.id, input ->> 'requestId');
  answer := answer || jsonb_build_object('webhook', attestry.webhook_json(webhook), 'sealedSecret', webhook.sealed_secret);
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

-- Newest first; one row more than `limit` when there is a next page. Raises PT401, PT403.
create function api.list_webhooks(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.read');
  after_time constant timestamptz := input #>> '{after,createdAt}';
  after_id constant uuid := input #>> '{after,id}';
  page jsonb;
begin
  select coalesce(jsonb_agg(row_json order by created_at desc, id desc), '[]'::jsonb) into page
  from (
    select
      w.created_at,
      w.id,
      attestry.webhook_json(w) || jsonb_build_object('position', attestry.iso_microseconds(w.created_at)) as row_json
    from attestry.webhook_endpoints w
    where w.organization_id = caller.organization_id
      and w.environment = caller.environment
      and w.deleted_at is null
      and (after_time is null or (w.created_at, w.id) < (after_time, after_id))
    order by w.created_at desc, w.id desc
    limit (input ->> 'limit')::integer + 1
  ) as newest;
  return attestry.caller_json(caller) || jsonb_build_object('webhooks', page);
end
$$;

-- Raises PT401, PT403, PT404 WEBHOOK_NOT_FOUND.
create function api.get_webhook(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.read');
  webhook attestry.webhook_endpoints := attestry.require_webhook(caller, input ->> 'reference');
begin
  return attestry.caller_json(caller) || jsonb_build_object('webhook', attestry.webhook_json(webhook));
end
$$;

-- What `changes` does not name stays. Whoever turns on what was off, or moves it elsewhere, gives it a clean record. Raises PT400
-- VALIDATION_ERROR for a URL that another endpoint has, PT401, PT403, PT404 WEBHOOK_NOT_FOUND, PT409 IDEMPOTENCY_CONFLICT.
create function api.update_webhook(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.write');
  webhook attestry.webhook_endpoints;
  changes constant jsonb := input -> 'changes';
  is_turned_on boolean;
  is_moved boolean;
  begins_anew boolean;
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false);
  earlier jsonb;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  webhook := attestry.lock_webhook(caller, input ->> 'reference');
  is_turned_on := not webhook.is_active and coalesce((changes ->> 'isActive')::boolean, false);
  is_moved := coalesce(changes ->> 'url' <> webhook.url, false);
  begins_anew := is_turned_on or is_moved;

  begin
    update attestry.webhook_endpoints w
    set url = coalesce(changes ->> 'url', w.url),
        description = coalesce(changes ->> 'description', w.description),
        events = case
          when changes ? 'events' then array(select jsonb_array_elements_text(changes -> 'events'))
          else w.events
        end,
        is_active = coalesce((changes ->> 'isActive')::boolean, w.is_active),
        disabled_reason = case when not is_turned_on then w.disabled_reason end,
        disabled_at = case when not is_turned_on then w.disabled_at end,
        failing_since = case when not begins_anew then w.failing_since end,
        slow_streak = case when begins_anew then 0 else w.slow_streak end,
        paused_until = case when not begins_anew then w.paused_until end,
        updated_at = now()
    where w.organization_id = webhook.organization_id
      and w.environment = webhook.environment
      and w.id = webhook.id
    returning w.* into webhook;
  exception
    when unique_violation then
      perform attestry.refuse_taken_url(caller);
  end;

  -- What waited for another address waits for this one no longer.
  if is_moved then
    update attestry.webhook_queue q
    set due_at = now()
    where q.organization_id = webhook.organization_id
      and q.environment = webhook.environment
      and q.endpoint_id = webhook.id
      and q.due_at > now();
  end if;

  perform attestry.audit_webhook(caller, 'webhook.update', webhook.id, input ->> 'requestId');
  answer := answer || jsonb_build_object('webhook', attestry.webhook_json(webhook));
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

-- Its deliveries and their record go with it. Raises PT401, PT403, PT404 WEBHOOK_NOT_FOUND, PT409 IDEMPOTENCY_CONFLICT.
create function api.delete_webhook(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.write');
  webhook attestry.webhook_endpoints;
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false);
  earlier jsonb;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  webhook := attestry.lock_webhook(caller, input ->> 'reference');
  update attestry.webhook_endpoints w
  set is_active = false,
      disabled_reason = null,
      disabled_at = null,
      sealed_secret = '',
      sealed_previous_secret = null,
      previous_secret_until = null,
      deleted_at = now()
  where w.organization_id = webhook.organization_id
    and w.environment = webhook.environment
    and w.id = webhook.id;

  perform attestry.audit_webhook(caller, 'webhook.delete', webhook.id, input ->> 'requestId');
  answer := answer || jsonb_build_object('id', webhook.id);
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

-- The old secret signs beside the new one for `overlapSeconds`; while it does, another rotation must be forced, and then it is the one
-- that was current until now that stays. Raises PT401, PT403, PT404 WEBHOOK_NOT_FOUND, PT409 ROTATION_UNDER_WAY or IDEMPOTENCY_CONFLICT.
create function api.rotate_webhook_secret(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.write');
  webhook attestry.webhook_endpoints;
  overlap constant integer := input ->> 'overlapSeconds';
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false);
  earlier jsonb;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  webhook := attestry.lock_webhook(caller, input ->> 'reference');
  if webhook.previous_secret_until > now() and not (input ->> 'isForced')::boolean then
    perform attestry.refuse(caller, 'PT409', 'ROTATION_UNDER_WAY', attestry.iso(webhook.previous_secret_until));
  end if;

  update attestry.webhook_endpoints w
  set sealed_previous_secret = case when overlap > 0 then w.sealed_secret end,
      previous_secret_until = case when overlap > 0 then now() + make_interval(secs => overlap) end,
      sealed_secret = input ->> 'sealedSecret',
      updated_at = now()
  where w.organization_id = webhook.organization_id
    and w.environment = webhook.environment
    and w.id = webhook.id
  returning w.* into webhook;

  perform attestry.audit_webhook(caller, 'webhook.rotate-secret', webhook.id, input ->> 'requestId');
  answer := answer || jsonb_build_object('webhook', attestry.webhook_json(webhook), 'sealedSecret', webhook.sealed_secret);
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

-- An event for one endpoint alone, whatever that listens to. Raises PT401, PT403, PT404 WEBHOOK_NOT_FOUND, PT409 WEBHOOK_INACTIVE or
-- IDEMPOTENCY_CONFLICT.
create function api.test_webhook(input jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  caller attestry.principal := attestry.authenticate(input ->> 'keyHash', 'webhooks.write');
  webhook attestry.webhook_endpoints;
  event attestry.events;
  delivery attestry.webhook_deliveries;
  answer jsonb := attestry.caller_json(caller) || jsonb_build_object('isReplay', false);
  earlier jsonb;
begin
  earlier := attestry.claim_idempotency_key(caller, input -> 'idempotency', answer);
  if earlier is not null then
    return earlier;
  end if;

  webhook := attestry.lock_webhook(caller, input ->> 'reference');
  if not webhook.is_active then
    perform attestry.refuse(caller, 'PT409', 'WEBHOOK_INACTIVE');
  end if;

  insert into attestry.events (organization_id, environment, type, data)
  values (
    webhook.organization_id, webhook.environment, 'webhook.test',
    jsonb_build_object('webhookId', webhook.id, 'message', 'This is a test. Nothing has changed.')
  )
  returning * into event;

  insert into attestry.webhook_deliveries (organization_id, environment, endpoint_id, event_id)
  values (webhook.organization_id, webhook.environment, webhook.id, event.id)
  returning * into delivery;
  perform attestry.enqueue_deliveries(webhook, array[delivery.id]);

  perform attestry.audit_webhook(caller, 'webhook.test', webhook.id, input ->> 'requestId');
  answer := answer || jsonb_build_object('event', attestry.event_json(event), 'deliveryId', delivery.id);
  perform attestry.keep_idempotent_result(caller, input -> 'idempotency', answer);
  return answer;
end
$$;

revoke all on function attestry.require_webhook(attestry.principal, text) from public;
revoke all on function attestry.lock_webhook(attestry.principal, text) from public;
revoke all on function attestry.audit_webhook(attestry.principal, text, uuid, text) from public;
revoke all on function attestry.refuse_taken_url(attestry.principal) from public;
revoke all on function api.get_webhook_context(jsonb) from public;
revoke all on function api.create_webhook(jsonb) from public;
revoke all on function api.list_webhooks(jsonb) from public;
revoke all on function api.get_webhook(jsonb) from public;
revoke all on function api.update_webhook(jsonb) from public;
revoke all on function api.delete_webhook(jsonb) from public;
revoke all on function api.rotate_webhook_secret(jsonb) from public;
revoke all on function api.test_webhook(jsonb) from public;
grant execute on function api.get_webhook_context(jsonb) to service_role;
grant execute on function api.create_webhook(jsonb) to service_role;
grant execute on function api.list_webhooks(jsonb) to service_role;
grant execute on function api.get_webhook(jsonb) to service_role;
grant execute on function api.update_webhook(jsonb) to service_role;
grant execute on function api.delete_webhook(jsonb) to service_role;
grant execute on function api.rotate_webhook_secret(jsonb) to service_role;
grant execute on function api.test_webhook(jsonb) to service_role;
