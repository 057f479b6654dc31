-- What the sync engine has to remember beyond the first migration: why a lane waits, which version and
-- status an outbox row stands for, and what was written with each version, so that an echo is known by
-- version and value.

alter table lane add column reason jsonb;

-- Care_Version__c handed out for this state; null for other kinds.
alter table outbox add column version bigint;
-- The acting agent's own token was refused: this row goes out under the default token.
alter table outbox add column default_token boolean not null default false;
create index outbox_parked on outbox (case_id, target, id) where state = 'parked';
create index outbox_of_escalation on outbox (escalation_id, kind) where state <> 'done';

-- When Salesforce last changed the status we know of, by Salesforce's own clock.
alter table escalation add column seen_at timestamptz;

create table issued_state (
  account_id text not null references account,
  escalation_id text not null references escalation,
  version bigint not null,
  salesforce_status text not null,
  primary key (escalation_id, version)
);
alter table issued_state enable row level security;
alter table issued_state force row level security;
create policy tenant on issued_state to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on issued_state to care_owner using (true) with check (true);
grant select, insert, update, delete on issued_state to care_service;

-- A row held for a person holds what comes after it, of the same escalation, and nothing else.
create function lane_has_work(lane_case text, lane_target text) returns boolean
  language sql stable set search_path = public, pg_temp as
  $$ select exists (
       select 1 from outbox o
       where o.case_id = lane_case and o.target = lane_target and o.state = 'waiting'
         and not exists (
           select 1 from outbox p
           where p.case_id = lane_case and p.target = lane_target and p.state = 'parked' and p.id < o.id
             and p.escalation_id is not distinct from o.escalation_id)) $$;

create or replace function accounts_with_ready_lanes(wanted text) returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct l.account_id from lane l
     where l.target = wanted and l.ready_at <= now() and (l.lease_until is null or l.lease_until < now())
       and lane_has_work(l.case_id, l.target) $$;
grant execute on function lane_has_work(text, text) to care_service;
