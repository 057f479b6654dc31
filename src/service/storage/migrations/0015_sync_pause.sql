-- A person holds messages and statuses of an org back, both ways, until somebody lets them go on.
alter table connection
  add column paused_at timestamptz,
  add column paused_by text references agent;

-- A pause is made up for as a time without access is; which of the two it was.
alter table outage add column paused boolean not null default false;

drop function connections_of_all_accounts();
create function connections_of_all_accounts() returns table (account_id text, id text, state text, paused boolean)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.account_id, c.id, c.state, c.paused_at is not null from connection c $$;
revoke all on function connections_of_all_accounts() from public;
grant execute on function connections_of_all_accounts() to care_service;
