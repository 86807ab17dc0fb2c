-- Three schemas: `attestry` holds the tables and is never exposed; `api` holds the functions that the Workers may call;
-- `admin` holds what only the database's owner may call (npm run admin, deploys).
create schema attestry;
create schema api;
create schema admin;

grant usage on schema api to service_role;

-- A temporary type may hide a built-in one even from a function with an empty search_path: nobody but the owner makes any.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end
$$;

create domain attestry.environment as text
  check (value in ('sandbox', 'live'));

-- The way a time leaves the database: UTC, milliseconds, "Z". Declared immutable since neither argument nor
-- format depends on a setting, so that constraints may use it.
create function attestry.iso(moment timestamptz)
returns text
language sql
immutable
parallel safe
return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

revoke all on function attestry.iso(timestamptz) from public;

-- The same in microseconds, for the position of a row in a list.
create function attestry.iso_microseconds(moment timestamptz)
returns text
language sql
immutable
parallel safe
return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

revoke all on function attestry.iso_microseconds(timestamptz) from public;
