-- Whether the new record is made although a duplicate rule warns; kept with the escalation, as it is written later.
alter table escalation add column allow_duplicates boolean not null default false;
