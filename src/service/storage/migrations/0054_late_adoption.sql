-- When Salesforce is asked next for a record that a try whose end nobody heard may have made, after a later try was
-- refused; null: no more.
alter table escalation add column look_at timestamptz;
create index escalation_to_look on escalation (look_at) where look_at is not null;

-- look: asks for such a record, and takes it over.
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('escalate', 'message', 'case_state', 'contact', 'deliver', 'undo', 'look'));

-- What a refusal holds does not hold the look for what was refused.
create or replace function lane_has_work(lane_case text, lane_target text) returns boolean
  language sql stable set search_path = public, pg_temp as
  $$ select exists (
       select 1 from outbox o
       where o.case_id = lane_case and o.target = lane_target and o.state = 'waiting'
         and (o.kind = 'look' or not exists (
           select 1 from outbox p
           where p.case_id = lane_case and p.target = lane_target and p.state = 'parked' and p.id < o.id
             and p.kind <> 'contact' and p.escalation_id is not distinct from o.escalation_id))) $$;

-- Accounts with something whose time has come: a look that is due, or room under the cap of a rule that holds cases.
create or replace function accounts_with_due_work() returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select u.account_id from escalation_undo u where u.look_at <= now()
     union
     select e.account_id from escalation e where e.look_at <= now()
     union
     select r.account_id from automatic_rule r
     where r.active
       and exists (select from automatic_hold h where h.rule_id = r.id and h.code = 'HOURLY_CAP_REACHED')
       and r.hourly_cap > (
         select count(*) from escalation e where e.rule_id = r.id and e.created_at > now() - interval '1 hour') $$;
