-- An escalation can be taken back: asked for (undoing) until Salesforce has answered, then undone.
alter table escalation drop constraint escalation_state_check;
alter table escalation add constraint escalation_state_check
  check (state in ('requested', 'created', 'failed', 'gone', 'undoing', 'undone'));
-- The record was there before Care: it is only ever unlinked.
alter table escalation add column linked boolean not null default false;
update escalation set linked = true where fields ? 'Care_Escalation_Id__c';

alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('escalate', 'message', 'case_state', 'deliver', 'undo'));
-- cancelled: taken back before it was sent; waiting again should Salesforce refuse the undo.
alter table outbox drop constraint outbox_state_check;
alter table outbox add constraint outbox_state_check
  check (state in ('waiting', 'done', 'parked', 'cancelled'));

-- How an escalation is, or was to be, taken back. A refused one may be asked for again.
create table escalation_undo (
  escalation_id text primary key references escalation,
  account_id text not null references account,
  state text not null check (state in ('under_way', 'done', 'refused')),
  act text not null check (act in ('close', 'unlink', 'delete')),
  -- Null: the org's first closed status.
  closed_status text,
  why text not null,
  agent_id text references agent,
  -- A deletion goes by the agent's own token or not at all.
  by_own_token boolean not null default false,
  -- Care_Version__c of the write that takes it back: what shows it or a newer one says nothing about the case.
  version bigint not null,
  -- What came of it, for people.
  outcome text,
  -- Salesforce's own words, when it refused.
  reason jsonb,
  asked_at timestamptz not null default now(),
  settled_at timestamptz
);
alter table escalation_undo enable row level security;
alter table escalation_undo force row level security;
create policy tenant on escalation_undo to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on escalation_undo to care_owner using (true) with check (true);
grant select, insert, update, delete on escalation_undo to care_service;
