-- Every change of a balance. tenants.credits is what is left: granted = spent + reserved + left, at any moment.
create table attestry.credit_ledger (
  id bigint generated always as identity,
  organization_id uuid not null,
  environment attestry.environment not null,
  kind text not null,
  amount integer not null,
  balance_after integer not null,
  request_id text,
  note text,
  created_at timestamptz not null default now(),
  constraint credit_ledger_pkey primary key (organization_id, environment, id),
  constraint credit_ledger_tenant_fkey foreign key (organization_id, environment)
    references attestry.tenants (organization_id, environment),
  constraint credit_ledger_kind_known check (kind in ('granted', 'spent')),
  constraint credit_ledger_amount_positive check (amount > 0),
  constraint credit_ledger_balance_not_negative check (balance_after >= 0)
);

alter table attestry.credit_ledger enable row level security;
alter table attestry.credit_ledger force row level security;

-- One guarded update: the last credit can be spent, and never twice. Raises PT402 QUOTA_EXCEEDED.
create function attestry.spend_credits(caller attestry.principal, count integer, request text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  balance integer;
begin
  update attestry.tenants
  set credits = credits - count
  where organization_id = caller.organization_id
    and environment = caller.environment
    and credits >= count
  returning credits into balance;

  if not found then
    perform attestry.refuse(caller, 'PT402', 'QUOTA_EXCEEDED');
  end if;

  insert into attestry.credit_ledger (organization_id, environment, kind, amount, balance_after, request_id)
  values (caller.organization_id, caller.environment, 'spent', count, balance, request);
end
$$;

revoke all on function attestry.spend_credits(attestry.principal, integer, text) from public;
