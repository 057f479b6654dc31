-- Whether the org's assignment rule decides who owns the new record; kept with the escalation, as it is written later.
alter table escalation add column auto_assign boolean not null default false;
