-- Asking for the integration, and attempts to connect as rows one can look at: where each stands, what was
-- found, and the grant that is sealed in it until a person has confirmed it or it is given back.

create table integration_request (
  account_id text primary key references account,
  requested_by text references agent,
  requested_at timestamptz,
  enabled_by text,
  enabled_at timestamptz
);
-- Who has connected an org has been enabled.
insert into integration_request (account_id, enabled_by, enabled_at)
  select k.account_id, 'Care', min(k.created_at) from connection k group by k.account_id;

-- Orgs that showed another org's key: copies of it (decision 19).
create table copied_org (
  account_id text not null references account,
  connection_id text not null references connection,
  org_id text not null,
  seen_at timestamptz not null default now(),
  primary key (connection_id, org_id)
);

do $$
declare t text;
begin
  foreach t in array array['integration_request', 'copied_org'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to care_service
      using (account_id = current_setting(''care.account_id'', true))
      with check (account_id = current_setting(''care.account_id'', true))', t);
    execute format('create policy owner on %I to care_owner using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to care_service', t);
  end loop;
end $$;

-- Those under way are begun again.
delete from oauth_attempt;
alter table oauth_attempt
  add column id text not null unique,
  add column state text not null default 'waiting'
    check (state in ('waiting', 'confirm', 'refused', 'done', 'cancelled', 'expired')),
  -- While it is open: when it runs out.
  add column expires_at timestamptz not null,
  -- What the org said of itself and its user, and why it was refused: as AttemptShape has them.
  add column found jsonb,
  add column problem jsonb,
  -- The tokens granted, sealed with account and attempt bound into them. Gone once they are stored or given back.
  add column sealed_grant bytea,
  -- Set: nobody wants the grant, and it is to be revoked at Salesforce, not before this.
  add column give_back_after timestamptz,
  add column give_back_tries integer not null default 0,
  -- What the confirmed attempt led to.
  add column connected_id text references connection;
create index oauth_attempt_of_agent on oauth_attempt (account_id, agent_id, created_at desc);

create function accounts_with_due_attempts() returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct o.account_id from oauth_attempt o
     where (o.state in ('waiting', 'confirm') and o.expires_at <= now()) or o.give_back_after <= now()
       or (o.state = 'waiting' and o.used_at < now() - interval '2 minutes') $$;
revoke all on function accounts_with_due_attempts() from public;
grant execute on function accounts_with_due_attempts() to care_service;
