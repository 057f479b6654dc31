-- What people are to be told of an access: written with the change itself, sent by whoever comes first, once a
-- channel. What could not be sent within two days is of no use any more.
create table token_notice (
  id bigint generated always as identity primary key,
  account_id text not null references account,
  connection_id text not null references connection on delete cascade,
  channel text not null check (channel in ('email', 'webhook')),
  -- What a receiver knows the same notice by, should it come twice.
  message_id text not null,
  facts jsonb not null,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  tries integer not null default 0
);
create index token_notice_due on token_notice (channel, due_at);

alter table token_notice enable row level security;
alter table token_notice force row level security;
create policy tenant on token_notice to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on token_notice to care_owner using (true) with check (true);
grant select, insert, update, delete on token_notice to care_service;

-- Said once that an access runs out for want of a renewal; a renewal takes it back.
alter table connected_user add column warned_at timestamptz;

create function accounts_with_due_notices(wanted text) returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct n.account_id from token_notice n where n.channel = wanted and n.due_at <= now() $$;

-- Not renewed for so long that something must have been wrong for days.
create function tokens_to_warn_of(before timestamptz) returns table (account_id text, id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select u.account_id, u.id from connected_user u
     where u.state = 'connected' and u.refreshed_at < before and u.warned_at is null $$;

do $$
declare f text;
begin
  foreach f in array array['accounts_with_due_notices(text)', 'tokens_to_warn_of(timestamptz)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to care_service', f);
  end loop;
end $$;
