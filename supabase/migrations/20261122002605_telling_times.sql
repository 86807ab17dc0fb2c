-- What it calls is stable, and what says that it is more cannot be inlined: a call cost three times what it did.
create or replace function attestry.iso(moment timestamptz)
returns text
language sql
stable
parallel safe
return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
