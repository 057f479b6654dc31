-- Whether the org has person accounts, which it cannot switch off again, and what a new contact is made as there; null: Care chooses.
alter table connection add column person_accounts boolean not null default false;
alter table connection add column contacts_as text check (contacts_as in ('Contact', 'PersonAccount'));
