-- Roles: care_owner owns everything and runs this file; care_service runs the product and owns nothing.
-- Row-level security is forced on every table: the service sees only the rows of the account named in
-- the transaction (set_config('care.account_id', …, true)). The owner's policy lets the few
-- security-definer functions at the end look across accounts; nothing else does.

create table account (
  account_id text primary key,
  name text not null,
  settings jsonb not null default '{}',
  next_case_number bigint not null default 1,
  created_at timestamptz not null default now()
);

create table agent (
  id text primary key,
  account_id text not null references account,
  email text not null,
  name text not null,
  role text not null check (role in ('agent', 'supervisor')),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  unique (account_id, email)
);

-- One-time sign-in links and sessions: only hashes of the secrets are kept.
create table sign_in_ticket (
  ticket_hash bytea primary key,
  account_id text not null references account,
  agent_id text not null references agent,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table session (
  token_hash bytea primary key,
  account_id text not null references account,
  agent_id text not null references agent,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table api_key (
  id text primary key,
  key_hash bytea not null unique,
  account_id text not null references account,
  name text not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table profile (
  id text primary key,
  account_id text not null references account,
  platform text not null,
  handle text not null,
  name text not null,
  -- Sealed by the vault (AES-256-GCM): Standard Webhooks needs the secret itself, not a hash.
  signing_secret bytea not null,
  outgoing_url text,
  created_at timestamptz not null default now(),
  unique (account_id, platform, handle)
);

create table customer (
  id text primary key,
  account_id text not null references account,
  platform text not null,
  external_id text not null,
  handle text not null,
  name text not null,
  email text,
  phone text,
  created_at timestamptz not null default now(),
  unique (account_id, platform, external_id)
);

create table care_case (
  id text primary key,
  account_id text not null references account,
  number bigint not null,
  profile_id text not null references profile,
  customer_id text not null references customer,
  status text not null check (status in ('new', 'open', 'pending', 'on_hold', 'done', 'spam')),
  priority text not null default 'medium' check (priority in ('urgent', 'high', 'medium', 'low')),
  assignee_id text references agent,
  created_at timestamptz not null,
  assigned_at timestamptz,
  done_at timestamptz,
  last_message_at timestamptz,
  last_customer_message_at timestamptz,
  message_count integer not null default 0,
  -- Order within the case: taken under the row's lock, so no gap can hide behind a slow transaction.
  last_seq bigint not null default 0,
  unique (account_id, number)
);
create unique index one_open_case_per_customer_and_profile on care_case (profile_id, customer_id)
  where status in ('new', 'open', 'pending', 'on_hold');
create index care_case_by_customer on care_case (profile_id, customer_id, created_at desc);
create index care_case_inbox on care_case (account_id, status, created_at);
create index care_case_mine on care_case (account_id, assignee_id, status, last_customer_message_at);

create table message (
  id text primary key,
  account_id text not null references account,
  profile_id text not null references profile,
  case_id text not null references care_case,
  seq bigint not null,
  platform_id text,
  direction text not null check (direction in ('incoming', 'outgoing')),
  kind text not null check (kind in ('public_reply', 'comment', 'direct_message')),
  author_name text not null,
  author_handle text not null,
  agent_id text references agent,
  text text not null,
  attachments jsonb not null default '[]',
  in_reply_to text references message,
  permalink text,
  sent_at timestamptz not null,
  received_at timestamptz not null default now(),
  delivery text check (delivery in ('queued', 'sent', 'failed')),
  delivery_reason text,
  imported boolean not null default false,
  unique (case_id, seq)
);
-- A message is stored once per profile and platform id.
create unique index message_once on message (profile_id, platform_id) where platform_id is not null;

create table note (
  id text primary key,
  account_id text not null references account,
  case_id text not null references care_case,
  seq bigint not null,
  agent_id text not null references agent,
  text text not null,
  at timestamptz not null default now(),
  unique (case_id, seq)
);

-- The one event table: the outbox, live updates and the audit trail are fed from it.
create table event (
  id text primary key,
  account_id text not null references account,
  case_id text not null references care_case,
  seq bigint not null,
  type text not null,
  actor jsonb not null,
  payload jsonb not null,
  at timestamptz not null default now(),
  unique (case_id, seq)
);

create table draft (
  account_id text not null references account,
  agent_id text not null references agent,
  case_id text not null references care_case,
  mode text not null,
  text text not null,
  in_reply_to text,
  updated_at timestamptz not null default now(),
  primary key (agent_id, case_id)
);

create table idempotency (
  account_id text not null references account,
  actor text not null,
  key text not null,
  request_hash bytea not null,
  status integer,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (account_id, actor, key)
);

create table connection (
  id text primary key,
  account_id text not null references account,
  environment text not null check (environment in ('production', 'sandbox')),
  org_id text not null,
  org_name text not null,
  instance_url text not null,
  login_url text not null,
  -- In the frame's address, unguessable, no secret: only says whose hosts may frame it.
  org_key text not null unique,
  -- Exact origins (Lightning, Visualforce, My Domain) last named by the org's own Apex.
  frame_hosts jsonb not null default '[]',
  state text not null default 'connected' check (state in ('connected', 'reconnect_needed')),
  state_reason text,
  status_sync text not null default 'none' check (status_sync in ('none', 'bidirectional')),
  events text not null default 'starting' check (events in ('live', 'sweep_only', 'starting')),
  created_at timestamptz not null default now(),
  unique (account_id, org_id)
);

-- The credential an org's Apex calls us with: hashed, two valid while one replaces the other.
create table embed_credential (
  credential_hash bytea primary key,
  account_id text not null references account,
  connection_id text not null references connection,
  created_at timestamptz not null default now(),
  replaced_at timestamptz,
  expires_at timestamptz
);

create table connected_user (
  id text primary key,
  account_id text not null references account,
  connection_id text not null references connection,
  agent_id text references agent,
  salesforce_user_id text not null,
  username text not null,
  display_name text not null,
  is_default boolean not null default false,
  state text not null default 'connected' check (state in ('connected', 'reconnect_needed')),
  state_reason text,
  -- Sealed by the vault with account, connection and user bound into it.
  refresh_token bytea,
  -- Compare-and-set counter of the refresh token; a slower writer can never put an older one back.
  token_version bigint not null default 1,
  refresh_lease_owner text,
  refresh_lease_until timestamptz,
  refreshed_at timestamptz,
  created_at timestamptz not null default now(),
  unique (connection_id, salesforce_user_id)
);
create unique index one_default_token on connected_user (connection_id) where is_default;

create table identity_link (
  account_id text not null references account,
  connection_id text not null references connection,
  salesforce_user_id text not null,
  agent_id text not null references agent,
  made_by text not null check (made_by in ('own_connection', 'supervisor')),
  created_at timestamptz not null default now(),
  primary key (connection_id, salesforce_user_id)
);

create table oauth_attempt (
  state_hash bytea primary key,
  account_id text not null references account,
  agent_id text not null references agent,
  session_hash bytea not null,
  environment text not null,
  login_url text not null,
  connection_id text references connection,
  code_verifier bytea not null,
  created_at timestamptz not null default now(),
  used_at timestamptz
);

create table embed_code (
  code_hash bytea primary key,
  account_id text not null references account,
  connection_id text not null references connection,
  agent_id text not null references agent,
  salesforce_user_id text not null,
  record_id text,
  case_id text references care_case,
  nonce text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table embed_token (
  token_hash bytea primary key,
  account_id text not null references account,
  connection_id text not null references connection,
  agent_id text not null references agent,
  case_id text references care_case,
  expires_at timestamptz not null
);

create table contact_link (
  account_id text not null references account,
  customer_id text not null references customer,
  connection_id text not null references connection,
  contact_id text not null,
  linked_by text references agent,
  created_at timestamptz not null default now(),
  primary key (customer_id, connection_id)
);

create table escalation (
  id text primary key,
  account_id text not null references account,
  case_id text not null references care_case,
  connection_id text not null references connection,
  object text not null default 'Case' check (object in ('Case', 'Lead')),
  -- Care_Escalation_Id__c: account:escalation:uuid, lower case, for ever.
  external_id text not null unique,
  state text not null default 'requested' check (state in ('requested', 'created', 'failed', 'gone')),
  reason text,
  fields jsonb not null,
  record_id text,
  record_number text,
  -- Whether status is kept in step, as the connection stood when the case was escalated.
  status_sync text not null check (status_sync in ('none', 'bidirectional')),
  -- Care_Version__c: raised under the case's lock for every state we write.
  version bigint not null default 1,
  -- Salesforce status as last written or seen, for dropping echoes by version and value.
  salesforce_status text,
  salesforce_version bigint,
  acting_agent_id text references agent,
  token_owner text,
  created_at timestamptz not null default now()
);
create index escalation_by_case on escalation (case_id);
create index escalation_by_record on escalation (connection_id, record_id);

-- One lane per case and target; what is in it leaves in order, at most one run in flight.
create table lane (
  account_id text not null references account,
  target text not null check (target in ('salesforce', 'channel')),
  case_id text not null references care_case,
  ready_at timestamptz not null default now(),
  attempts integer not null default 0,
  lease_owner text,
  lease_until timestamptz,
  lease_epoch bigint not null default 0,
  primary key (case_id, target)
);
create index lane_ready on lane (target, account_id, ready_at);

create table outbox (
  id bigint generated always as identity primary key,
  account_id text not null references account,
  target text not null check (target in ('salesforce', 'channel')),
  case_id text not null references care_case,
  seq bigint not null,
  kind text not null check (kind in ('escalate', 'message', 'case_state', 'deliver')),
  escalation_id text references escalation,
  message_id text references message,
  acting_agent_id text references agent,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'parked')),
  attempts integer not null default 0,
  reason jsonb,
  salesforce_id text,
  created_at timestamptz not null default now(),
  settled_at timestamptz
);
create index outbox_waiting on outbox (case_id, target, id) where state = 'waiting';
create index outbox_by_message on outbox (message_id) where message_id is not null;
-- The same thing is never queued twice for the same place.
create unique index outbox_once on outbox (target, escalation_id, message_id) nulls not distinct
  where kind in ('message', 'deliver');

-- Every HTTP request to Salesforce under /services/data.
create table salesforce_call (
  id bigint generated always as identity primary key,
  account_id text not null references account,
  connection_id text not null references connection,
  token_owner text not null,
  purpose text not null,
  method text not null,
  path text not null,
  records integer not null,
  status integer,
  error_code text,
  limit_info text,
  duration_ms integer not null,
  at timestamptz not null default now()
);
create index salesforce_call_recent on salesforce_call (connection_id, at);

-- Where the reading of Salesforce stands; moved in the same transaction as the effect.
create table inbound_position (
  account_id text not null references account,
  connection_id text not null references connection,
  topic text not null,
  replay_id bytea,
  swept_until timestamptz,
  lease_owner text,
  lease_until timestamptz,
  lease_epoch bigint not null default 0,
  updated_at timestamptz not null default now(),
  primary key (connection_id, topic)
);

do $$
declare t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to care_service using (account_id = current_setting(''care.account_id'', true)) with check (account_id = current_setting(''care.account_id'', true))', t);
    execute format('create policy owner on %I to care_owner using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to care_service', t);
  end loop;
end $$;
-- The audit trail only grows.
revoke update, delete on event from care_service;
grant usage on all sequences in schema public to care_service;

-- Looking up who a secret or an address belongs to happens before an account is known. Each function
-- answers with no more than the account and the ids behind exactly that secret.
create function account_of_session(hash bytea) returns table (account_id text, agent_id text, role text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select a.account_id, a.id, a.role from session s join agent a on a.id = s.agent_id
     where s.token_hash = hash and s.expires_at > now() and a.active $$;

create function account_of_ticket(hash bytea) returns table (account_id text, agent_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.account_id, t.agent_id from sign_in_ticket t join agent a on a.id = t.agent_id
     where t.ticket_hash = hash and t.used_at is null and t.expires_at > now() and a.active $$;

create function account_of_api_key(hash bytea) returns table (account_id text, id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select k.account_id, k.id from api_key k where k.key_hash = hash and k.revoked_at is null $$;

create function account_of_profile(profile text) returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select p.account_id from profile p where p.id = profile $$;

create function account_of_embed_credential(hash bytea) returns table (account_id text, connection_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.account_id, c.connection_id from embed_credential c
     where c.credential_hash = hash and (c.expires_at is null or c.expires_at > now()) $$;

create function account_of_embed_code(hash bytea) returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.account_id from embed_code c where c.code_hash = hash $$;

create function account_of_embed_token(hash bytea)
  returns table (account_id text, agent_id text, role text, case_id text, expires_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.account_id, a.id, a.role, t.case_id, t.expires_at from embed_token t join agent a on a.id = t.agent_id
     where t.token_hash = hash and t.expires_at > now() and a.active $$;

create function hosts_of_org_key(key text) returns table (account_id text, frame_hosts jsonb)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.account_id, c.frame_hosts from connection c where c.org_key = key $$;

create function account_of_oauth_state(hash bytea) returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select o.account_id from oauth_attempt o where o.state_hash = hash $$;

create function accounts_with_ready_lanes(wanted text) returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select distinct l.account_id from lane l
     where l.target = wanted and l.ready_at <= now() and (l.lease_until is null or l.lease_until < now())
       and exists (select 1 from outbox o where o.case_id = l.case_id and o.target = l.target and o.state = 'waiting') $$;

create function connections_of_all_accounts() returns table (account_id text, id text, state text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.account_id, c.id, c.state from connection c $$;

create function account_named(wanted text) returns table (account_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select a.account_id from account a where a.account_id = wanted or a.name = wanted $$;

create function all_accounts() returns table (account_id text, name text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select a.account_id, a.name from account a $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'public' and p.prosecdef loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to care_service', f);
  end loop;
end $$;
