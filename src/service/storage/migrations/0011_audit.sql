-- Who changed the connection, the people and the roles. Written once, never changed, never deleted by the service.
create table audit_entry (
  id text primary key,
  account_id text not null references account,
  at timestamptz not null default now(),
  kind text not null,
  actor_kind text not null check (actor_kind in ('agent', 'system', 'operator')),
  -- Names are kept as they were: people are renamed, connections go.
  actor_id text references agent,
  actor_name text not null,
  connection_id text,
  connection_name text,
  subject text not null,
  detail text
);
create index audit_entry_newest on audit_entry (account_id, at desc, id desc);

alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy tenant on audit_entry to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on audit_entry to care_owner using (true) with check (true);
grant select, insert on audit_entry to care_service;
