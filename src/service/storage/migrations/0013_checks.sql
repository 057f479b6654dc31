-- What the setup doctor found in the org, as it looked last.
alter table connection
  add column checks jsonb not null default '[]',
  add column checked_at timestamptz;
