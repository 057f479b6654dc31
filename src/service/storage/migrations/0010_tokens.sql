-- What is known of an access beside the access itself: why it ended, when it was last of use, when it is to be
-- renewed although nobody uses it.

alter table connected_user
  add column cause text check (cause in ('revoked', 'user_inactive', 'idle', 'sixth_grant', 'ip_restricted',
    'rotation_replay', 'answer_lost', 'app_blocked', 'org_locked', 'wrong_org', 'disconnected', 'unknown')),
  -- Salesforce's own words, never a token.
  add column evidence text,
  add column granted_at timestamptz not null default now(),
  add column ended_at timestamptz,
  add column last_used_at timestamptz,
  -- What is there already is renewed once, soon.
  add column keep_alive_at timestamptz not null default now();
update connected_user set granted_at = created_at;
update connected_user set cause = 'unknown', ended_at = coalesce(refreshed_at, created_at)
  where state = 'reconnect_needed';
create index connected_user_to_keep_alive on connected_user (keep_alive_at) where state = 'connected';

-- A time in which nobody's access to an org worked, and how it was made up for.
create table outage (
  id bigint generated always as identity primary key,
  account_id text not null references account,
  connection_id text not null references connection on delete cascade,
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  -- The newest row that could be queued when it ended: what waited up to here is made up for.
  last_outbox_id bigint,
  caught_up_at timestamptz,
  messages integer,
  statuses integer
);
create unique index one_outage_at_a_time on outage (connection_id) where ended_at is null;
create index outage_to_make_up_for on outage (connection_id, id) where caught_up_at is null;

-- When a sweep last came to its end.
alter table inbound_position add column swept_at timestamptz;

alter table outage enable row level security;
alter table outage force row level security;
create policy tenant on outage to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on outage to care_owner using (true) with check (true);
grant select, insert, update, delete on outage to care_service;

-- Who is to be renewed so that nobody's access dies of idleness. Time is the caller's.
create function tokens_to_keep_alive(at timestamptz, most integer) returns table (account_id text, id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select u.account_id, u.id from connected_user u
     where u.state = 'connected' and u.keep_alive_at <= at
     order by u.keep_alive_at limit most $$;

-- How many accounts this Salesforce user has let in since, as far as it still stands: Salesforce keeps five grants
-- of a user and app, whichever account they are for.
create function grants_since(org text, salesforce_user text, since timestamptz) returns integer
  language sql stable security definer set search_path = public, pg_temp as
  $$ select count(*)::integer from connected_user u join connection c on c.id = u.connection_id
     where c.org_id = org and u.salesforce_user_id = salesforce_user and u.granted_at > since
       and u.refresh_token is not null $$;

create function outages_to_make_up_for() returns table (account_id text, id bigint)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select o.account_id, o.id from outage o where o.ended_at is not null and o.caught_up_at is null $$;

do $$
declare f text;
begin
  foreach f in array array['tokens_to_keep_alive(timestamptz, integer)', 'grants_since(text, text, timestamptz)',
      'outages_to_make_up_for()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to care_service', f);
  end loop;
end $$;
