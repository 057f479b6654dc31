-- Many cases that somebody sends to Salesforce at once; each becomes an escalation like any other, a few at a time.
create table bulk_job (
  id text primary key,
  account_id text not null references account,
  agent_id text not null references agent,
  created_at timestamptz not null default now(),
  canceled_at timestamptz,
  -- When more of its rows may be asked for; a worker that feeds it has pushed this ahead for as long as it may take.
  due_at timestamptz not null default now(),
  -- Why none of its rows goes on now: code, fact, remedy. Null: nothing holds it.
  hold jsonb
);
create index bulk_job_of_agent on bulk_job (agent_id, created_at desc);

create table bulk_row (
  account_id text not null references account,
  job_id text not null references bulk_job on delete cascade,
  case_id text not null references care_case,
  place integer not null,
  -- The org it would go to when the job began; what is asked for decides by itself.
  connection_id text references connection,
  -- waiting: not begun. sent: asked for as an escalation, whose own state tells the rest.
  -- found: the case was in Salesforce already. refused: Care did not ask for it. canceled: before it began.
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'found', 'refused', 'canceled')),
  escalation_id text references escalation,
  -- Of a refused one: code, fact, remedy.
  reason jsonb,
  primary key (job_id, case_id),
  check ((state in ('sent', 'found')) <= (escalation_id is not null))
);
create index bulk_row_waiting on bulk_row (job_id, place) where state = 'waiting';
create index bulk_row_of_escalation on bulk_row (escalation_id) where escalation_id is not null;
create index bulk_row_sent on bulk_row (account_id) where state = 'sent';

do $$
declare t text;
begin
  foreach t in array array['bulk_job', 'bulk_row'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I to care_service
      using (account_id = current_setting('care.account_id', true))
      with check (account_id = current_setting('care.account_id', true))$p$, t);
    execute format('create policy owner on %I to care_owner using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to care_service', t);
  end loop;
end $$;

-- Jobs that have rows to ask for and are due, the longest due first.
create function bulk_jobs_to_feed(most integer) returns table (account_id text, id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select j.account_id, j.id from bulk_job j
     where j.due_at <= now()
       and exists (select from bulk_row r where r.job_id = j.id and r.state = 'waiting')
     order by j.due_at limit most $$;
revoke all on function bulk_jobs_to_feed(integer) from public;
grant execute on function bulk_jobs_to_feed(integer) to care_service;
