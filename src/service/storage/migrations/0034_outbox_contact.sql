-- The contact of a customer goes to a Salesforce case that was made without one.
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('escalate', 'message', 'case_state', 'contact', 'deliver', 'undo'));
