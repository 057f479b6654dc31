-- What makes a Salesforce case of a Care case by itself.
create table automatic_rule (
  id text primary key,
  account_id text not null references account,
  connection_id text not null references connection on delete cascade,
  -- The first that matches wins.
  place integer not null,
  name text not null,
  active boolean not null default false,
  match text not null check (match in ('all', 'any')),
  conditions jsonb not null,
  -- Developer name and id; null: the one for new records.
  record_type jsonb,
  owner jsonb,
  assign boolean not null default false,
  without_contact boolean not null,
  hourly_cap integer not null check (hourly_cap > 0),
  -- When the cap was reached last.
  capped_at timestamptz,
  created_at timestamptz not null default now()
);
create index automatic_rule_of_connection on automatic_rule (connection_id, place);

-- A rule matched and left the case alone: why, until the case goes to Salesforce.
create table automatic_hold (
  case_id text primary key references care_case,
  account_id text not null references account,
  rule_id text not null references automatic_rule on delete cascade,
  code text not null,
  held_at timestamptz not null default now()
);
create index automatic_hold_of_rule on automatic_hold (rule_id, held_at);

do $$
declare t text;
begin
  foreach t in array array['automatic_rule', 'automatic_hold'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I to care_service
      using (account_id = current_setting('care.account_id', true))
      with check (account_id = current_setting('care.account_id', true))$p$, t);
    execute format('create policy owner on %I to care_owner using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to care_service', t);
  end loop;
end $$;

alter table escalation
  add column rule_id text references automatic_rule on delete set null,
  -- Stays when the rule goes. Null: a person asked.
  add column rule_name text,
  -- Made of a customer who was linked to no contact: the record gets one as soon as they are.
  add column contact_missing boolean not null default false;
-- One of its own for a case, ever.
create unique index escalation_by_rule_once on escalation (case_id) where rule_name is not null;
create index escalation_of_rule on escalation (rule_id, created_at) where rule_id is not null;
create index escalation_without_contact on escalation (account_id, created_at) where contact_missing;

-- Records that were there before their link carry Care's id among what is written.
update escalation e set contact_missing = true
from care_case c
where c.id = e.case_id and e.object = 'Case' and not (e.fields ? 'Care_Escalation_Id__c')
  and not exists (
    select 1 from contact_link l where l.customer_id = c.customer_id and l.connection_id = e.connection_id);

-- A contact that cannot be set holds nothing: messages and statuses go on without it.
create or replace function lane_has_work(lane_case text, lane_target text) returns boolean
  language sql stable set search_path = public, pg_temp as
  $$ select exists (
       select 1 from outbox o
       where o.case_id = lane_case and o.target = lane_target and o.state = 'waiting'
         and not exists (
           select 1 from outbox p
           where p.case_id = lane_case and p.target = lane_target and p.state = 'parked' and p.id < o.id
             and p.kind <> 'contact' and p.escalation_id is not distinct from o.escalation_id)) $$;
