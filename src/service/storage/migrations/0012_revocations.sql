-- Refresh tokens that are to end at Salesforce: gone from their user in the same transaction, kept here, sealed,
-- until Salesforce has confirmed it.
create table revocation (
  id text primary key,
  account_id text not null references account,
  connection_id text not null,
  salesforce_user_id text not null,
  login_url text not null,
  sealed_token bytea not null,
  tries integer not null default 0,
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index revocation_due on revocation (due_at);

alter table revocation enable row level security;
alter table revocation force row level security;
create policy tenant on revocation to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on revocation to care_owner using (true) with check (true);
grant select, insert, update, delete on revocation to care_service;

create function accounts_with_due_revocations() returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct r.account_id from revocation r where r.due_at <= now() $$;
revoke all on function accounts_with_due_revocations() from public;
grant execute on function accounts_with_due_revocations() to care_service;
