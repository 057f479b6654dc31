-- Who is to get an invitation by e-mail. Its link is made when it is sent, so that no secret waits here.
create table invitation_mail (
  agent_id text primary key references agent on delete cascade,
  account_id text not null references account,
  invited_by text not null references agent,
  asked_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  tries integer not null default 0
);
create index invitation_mail_due on invitation_mail (due_at);

alter table invitation_mail enable row level security;
alter table invitation_mail force row level security;
create policy tenant on invitation_mail to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on invitation_mail to care_owner using (true) with check (true);
grant select, insert, update, delete on invitation_mail to care_service;

create function accounts_with_due_invitations() returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct m.account_id from invitation_mail m where m.due_at <= now() $$;
revoke all on function accounts_with_due_invitations() from public;
grant execute on function accounts_with_due_invitations() to care_service;
