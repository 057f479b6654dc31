-- A try to create the record whose end nobody heard: Salesforce may still make it. Null: there was none.
alter table escalation add column unheard_at timestamptz;

-- When Salesforce is asked next for a record that it made after its escalation had been taken back; null: no more.
alter table escalation_undo add column look_at timestamptz;
create index escalation_undo_to_look on escalation_undo (look_at) where look_at is not null;

create index automatic_hold_capped on automatic_hold (rule_id, held_at) where code = 'HOURLY_CAP_REACHED';

-- Accounts with something whose time has come: a look that is due, or room under the cap of a rule that holds cases.
create function accounts_with_due_work() returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select u.account_id from escalation_undo u where u.look_at <= now()
     union
     select r.account_id from automatic_rule r
     where r.active
       and exists (select from automatic_hold h where h.rule_id = r.id and h.code = 'HOURLY_CAP_REACHED')
       and r.hourly_cap > (
         select count(*) from escalation e where e.rule_id = r.id and e.created_at > now() - interval '1 hour') $$;
revoke all on function accounts_with_due_work() from public;
grant execute on function accounts_with_due_work() to care_service;
