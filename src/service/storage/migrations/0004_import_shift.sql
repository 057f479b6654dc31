-- `care import --recent` moves the times of a file; a later run of the same file has to move them by the
-- same amount, or a conversation that was cut in two by a kill would have a gap in its middle.
create table import_shift (
  account_id text not null references account,
  -- SHA-256 of the file's bytes.
  content_hash bytea not null,
  shift_ms bigint not null,
  created_at timestamptz not null default now(),
  primary key (account_id, content_hash)
);

alter table import_shift enable row level security;
alter table import_shift force row level security;
create policy tenant on import_shift to care_service
  using (account_id = current_setting('care.account_id', true))
  with check (account_id = current_setting('care.account_id', true));
create policy owner on import_shift to care_owner using (true) with check (true);
grant select, insert on import_shift to care_service;
