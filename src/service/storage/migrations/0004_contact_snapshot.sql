-- What the linked contact looked like when it was linked, so that showing a case costs no call to Salesforce.
alter table contact_link add column contact jsonb not null default '{}';
