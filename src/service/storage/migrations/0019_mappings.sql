-- What of a Care case stands in which field of a record, by org, object and record type; each save is a version.
create table mapping_version (
  account_id text not null references account,
  connection_id text not null references connection on delete cascade,
  object text not null,
  -- Developer name; Master where there is no other.
  record_type text not null,
  -- What is written into RecordTypeId; null: nothing.
  record_type_id text,
  version integer not null check (version > 0),
  fields jsonb not null,
  author_id text references agent,
  origin text not null check (origin in ('saved', 'rolled_back', 'imported')),
  rolled_back_to integer,
  saved_at timestamptz not null default now(),
  primary key (connection_id, object, record_type, version)
);

-- Which record type new records are of when nobody chooses one.
create table mapping_for_new (
  account_id text not null references account,
  connection_id text not null references connection on delete cascade,
  object text not null,
  record_type text not null,
  primary key (connection_id, object)
);

alter table mapping_version enable row level security;
alter table mapping_version force row level security;
create policy tenant on mapping_version to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on mapping_version to care_owner using (true) with check (true);
grant select, insert on mapping_version to care_service;

alter table mapping_for_new enable row level security;
alter table mapping_for_new force row level security;
create policy tenant on mapping_for_new to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on mapping_for_new to care_owner using (true) with check (true);
grant select, insert, update, delete on mapping_for_new to care_service;
