-- What of an org a version of a mapping was made for: names, lengths, values, rules.
create table mapping_schema (
  account_id text not null references account,
  connection_id text not null references connection on delete cascade,
  object text not null,
  record_type text not null,
  -- 0: Care's own start, as the org was when Care first looked.
  version integer not null check (version >= 0),
  kept jsonb not null,
  kept_at timestamptz not null default now(),
  primary key (connection_id, object, record_type, version)
);

-- When an org's schema is read again, and what came of it last.
create table schema_watch (
  account_id text not null references account,
  connection_id text not null primary key references connection on delete cascade,
  due_at timestamptz not null default now(),
  -- Something Salesforce refused looked like the schema: nothing that was read before is taken for it.
  hurried boolean not null default false,
  checked_at timestamptz,
  -- Why it could not be read: fact and remedy. Null: it could.
  failed jsonb
);

-- What an org has changed under a mapping.
create table schema_drift (
  id text primary key,
  account_id text not null references account,
  connection_id text not null references connection on delete cascade,
  object text not null,
  record_type text not null,
  version integer not null,
  kind text not null,
  -- A field or a rule; '' for the object itself.
  subject text not null,
  now_is text not null,
  severity text not null check (severity in ('refusal', 'warning')),
  -- Labels, fact and remedy, as they were told.
  facts jsonb not null,
  found_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by text check (ended_by in ('mended', 'mapping', 'seen')),
  check ((ended_at is null) = (ended_by is null))
);
create unique index schema_drift_open on schema_drift (connection_id, object, record_type, kind, subject, now_is)
  where ended_at is null;
create index schema_drift_of_connection on schema_drift (connection_id, found_at);

do $$
declare t text;
begin
  foreach t in array array['mapping_schema', 'schema_watch', 'schema_drift'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I to care_service
      using (account_id = current_setting('care.account_id', true))
      with check (account_id = current_setting('care.account_id', true))$p$, t);
    execute format('create policy owner on %I to care_owner using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to care_service', t);
  end loop;
end $$;

-- Orgs whose schema is to be read now: never read, due, or hurried.
create function schemas_to_check(at timestamptz, most integer) returns table (account_id text, id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.account_id, c.id from connection c left join schema_watch w on w.connection_id = c.id
     where c.state = 'connected' and (w.due_at is null or w.due_at <= at)
     order by w.due_at nulls first limit most $$;
revoke all on function schemas_to_check(timestamptz, integer) from public;
grant execute on function schemas_to_check(timestamptz, integer) to care_service;
