-- Whoever wants to be reminded tomorrow of what an org has changed. What is found after `since` is told at once.
create table drift_rest (
  account_id text not null references account,
  agent_id text not null references agent,
  connection_id text not null references connection on delete cascade,
  since timestamptz not null default now(),
  until timestamptz not null,
  primary key (agent_id, connection_id)
);

alter table drift_rest enable row level security;
alter table drift_rest force row level security;
create policy tenant on drift_rest to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on drift_rest to care_owner using (true) with check (true);
grant select, insert, update on drift_rest to care_service;
