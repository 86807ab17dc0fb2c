// Who may do what, read out of Postgres' own catalogue: a new table or function is covered the moment it exists.
import type { ISql, Sql } from "postgres";

/** Every breach of the rules, in words; an empty list means that none is broken. */
export async function findBreaches(sql: ISql): Promise<string[]> {
  const rows = await sql`
    with tables as (
      select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl, n.nspname, c.relispartition
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('attestry', 'api', 'admin')
        and c.relkind in ('r', 'p', 'v', 'm', 'f')
    ),
    tenant_columns as (
      select t.oid
      from tables t
      join pg_attribute a on a.attrelid = t.oid and a.attname = 'organization_id' and not a.attisdropped
    ),
    functions as (
      select p.oid, p.proname, n.nspname, p.prosecdef, p.proconfig, p.proacl, p.prorettype, p.proargtypes, p.proargnames,
        p.proowner, p.prosrc, p.prosqlbody, obj_description(p.oid, 'pg_proc') as comment
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('attestry', 'api', 'admin')
    ),
    foreign_keys as (
      select k.conname, t.relname,
        (select array_agg(a.attname::text) from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey)) as columns,
        target.relname as target, target.oid as target_oid
      from pg_constraint k
      join tables t on t.oid = k.conrelid
      join pg_class target on target.oid = k.confrelid
      where k.contype = 'f' and not t.relispartition
    )
    select 'table ' || relname || ' lies outside the schema attestry' as breach from tables where nspname <> 'attestry'
    union all
    select 'table ' || relname || ' has no forced row-level security' from tables where not (relrowsecurity and relforcerowsecurity)
    union all
    select 'table ' || relname || ' has a policy, which lets rows out' from tables
    where exists (select from pg_policy where polrelid = tables.oid)
    union all
    select distinct 'table ' || t.relname || ' is granted to ' || coalesce(nullif(g.grantee, 0)::regrole::text, 'public')
    from tables t, aclexplode(t.relacl) g
    where g.grantee <> (select relowner from pg_class where oid = t.oid)
    union all
    select 'table ' || relname || ' has organization_id without environment' from tables
    where oid in (select oid from tenant_columns)
      and not exists (select from pg_attribute a where a.attrelid = tables.oid and a.attname = 'environment')
    union all
    select 'table ' || relname || ' belongs to no tenant by a foreign key' from tables
    where oid in (select oid from tenant_columns)
      and relname <> 'tenants'
      and not relispartition
      and not exists (
        select from foreign_keys f
        where f.relname = tables.relname and f.columns @> array['organization_id', 'environment']
      )
    union all
    select 'foreign key ' || conname || ' to a tenant table leaves out organization or environment' from foreign_keys
    where target_oid in (select oid from tenant_columns)
      and target <> 'organizations'
      and not (columns @> array['environment'] and (columns @> array['organization_id'] or columns @> array['template_owner_id']))
    union all
    select 'function ' || nspname || '.' || proname || ' has an open search_path' from functions
    where not (coalesce(proconfig, '{}') @> array['search_path=""'])
      -- A body written as SQL, not as text, is bound to what it names when it is created; without a setting it can be inlined.
      and prosqlbody is null
    union all
    select 'function ' || f.nspname || '.' || f.proname || ' may be called by ' || coalesce(nullif(g.grantee, 0)::regrole::text, 'public')
    from functions f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) g
    where g.grantee <> f.proowner
      and not (f.nspname = 'api' and g.grantee = 'service_role'::regrole)
    union all
    select 'function api.' || proname || ' is not callable by the Workers' from functions
    where nspname = 'api' and not has_function_privilege('service_role', oid, 'execute')
    union all
    select 'function api.' || proname || ' is not security definer' from functions where nspname = 'api' and not prosecdef
    union all
    select 'function ' || nspname || '.' || proname || ' is security definer outside api' from functions
    where nspname <> 'api' and prosecdef
    union all
    select 'function api.' || proname || ' does not take one jsonb named input and return jsonb' from functions
    where nspname = 'api'
      and not (prorettype = 'jsonb'::regtype and proargtypes::text = 'jsonb'::regtype::oid::text and proargnames = array['input'])
    union all
    select 'function api.' || proname || ' authenticates nobody and does not say why' from functions
    where nspname = 'api'
      and prosrc not like '%:= attestry.authenticate(input ->> ''keyHash'', ''%'
      and coalesce(comment, '') not like 'No key: %'
    union all
    select 'function ' || nspname || '.' || proname || ' builds SQL out of text' from functions
    where prosrc ~* '\\mexecute\\M' and proname <> 'ensure_verification_partition'
    union all
    select 'role ' || rolname || ' may make temporary objects' from pg_roles
    where rolname in ('anon', 'authenticated', 'service_role')
      and has_database_privilege(rolname, current_database(), 'temporary')
    union all
    select 'schema ' || nspname || ' is open to ' || coalesce(nullif(g.grantee, 0)::regrole::text, 'public')
    from pg_namespace n, aclexplode(n.nspacl) g
    where n.nspname in ('attestry', 'api', 'admin')
      and g.grantee <> n.nspowner
      and not (n.nspname = 'api' and g.grantee = 'service_role'::regrole)`;
  return rows.map(({ breach }) => String(breach));
}

class Rollback extends Error {}

/** What the check says after a change that is rolled back. */
export async function findBreachesAfter(sql: Sql, change: string): Promise<string[]> {
  let breaches: string[] = [];
  const attempt = sql.begin(async (transaction) => {
    await transaction.unsafe(change);
    breaches = await findBreaches(transaction);
    throw new Rollback();
  });
  await attempt.catch((error: unknown) => {
    if (!(error instanceof Rollback)) throw error;
  });
  return breaches;
}
