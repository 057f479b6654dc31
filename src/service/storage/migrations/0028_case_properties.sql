-- How the customer sounds and which language they write, as a channel says of a message and an agent of a case.
alter table message
  add column sentiment text check (sentiment in ('positive', 'neutral', 'negative')),
  add column language text;
alter table care_case
  add column sentiment text check (sentiment in ('positive', 'neutral', 'negative')),
  add column language text,
  add column labels text[] not null default '{}',
  -- By the key of the case field: text, or a list of a multi-select.
  add column field_values jsonb not null default '{}';

-- What an account asks of its cases beyond what every case has.
create table case_field (
  account_id text not null references account,
  -- Stays when the field is called otherwise: cases and mappings name it.
  key text not null,
  name text not null,
  type text not null check (type in ('single_select', 'multi_select', 'text', 'number', 'date')),
  options jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);

-- Every label a case ever had: what there is to choose from, and to map.
create table case_label (
  account_id text not null references account,
  label text not null,
  primary key (account_id, label)
);

alter table case_field enable row level security;
alter table case_field force row level security;
create policy tenant on case_field to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on case_field to care_owner using (true) with check (true);
grant select, insert, update on case_field to care_service;

alter table case_label enable row level security;
alter table case_label force row level security;
create policy tenant on case_label to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on case_label to care_owner using (true) with check (true);
grant select, insert on case_label to care_service;
