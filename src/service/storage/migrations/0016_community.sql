-- What an account has. With Care, what a customer writes joins or starts a case; Community alone keeps the message.
alter table account add column modules text[] not null default '{care}'
  check (modules <> '{}' and modules <@ '{care,community}');

-- What somebody wrote to the brand, as it came. It has no status, no owner and no answer.
create table community_message (
  id text primary key,
  account_id text not null references account,
  profile_id text not null references profile,
  platform_id text not null,
  kind text not null check (kind in ('public_reply', 'comment', 'direct_message')),
  author_name text not null,
  author_handle text not null,
  text text not null,
  attachments jsonb not null default '[]',
  permalink text,
  sent_at timestamptz not null,
  received_at timestamptz not null default now(),
  unique (account_id, id)
);
-- A message is stored once per profile and platform id.
create unique index community_message_once on community_message (profile_id, platform_id);
create index community_message_newest on community_message (account_id, sent_at desc, id desc);

-- A Salesforce record made of a message: written once, and never heard of again.
create table community_record (
  id text primary key,
  account_id text not null references account,
  message_id text not null,
  connection_id text not null,
  object text not null check (object in ('Case', 'Lead')),
  -- Care_Escalation_Id__c: a repeat finds what the first try made.
  external_id text not null unique,
  state text not null default 'requested' check (state in ('requested', 'created', 'failed')),
  fields jsonb not null,
  -- Why Salesforce has it not.
  reason jsonb,
  record_id text,
  record_number text,
  instance_url text not null,
  -- Set: it may stand there although nobody has heard so.
  sent_at timestamptz,
  -- Who sends it now has until then to write down what came of it.
  sending_until timestamptz,
  asked_by text not null references agent,
  -- The Salesforce user it was written as.
  token_owner text,
  created_at timestamptz not null default now(),
  foreign key (account_id, message_id) references community_message (account_id, id)
);
create index community_record_by_message on community_record (message_id, created_at);

do $$
declare t text;
begin
  foreach t in array array['community_message', 'community_record'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to care_service using (account_id = current_setting(''care.account_id'', true)) with check (account_id = current_setting(''care.account_id'', true))', t);
    execute format('create policy owner on %I to care_owner using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to care_service', t);
  end loop;
end $$;

drop function account_of_session(bytea);
create function account_of_session(hash bytea)
  returns table (account_id text, agent_id text, role_name text, built_in text, permissions text[],
    contacts_and_cases text, modules text[], seen_lately boolean)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select a.account_id, a.id, r.name, r.built_in, r.permissions, r.contacts_and_cases, k.modules,
       coalesce(a.last_seen_at > now() - interval '5 minutes', false)
     from session s join agent a on a.id = s.agent_id join role r on r.id = a.role_id
       join account k on k.account_id = a.account_id
     where s.token_hash = hash and s.expires_at > now() and a.active $$;

drop function account_of_embed_token(bytea);
create function account_of_embed_token(hash bytea)
  returns table (account_id text, agent_id text, role_name text, built_in text, permissions text[],
    contacts_and_cases text, modules text[], seen_lately boolean, connection_id text, salesforce_user_id text,
    record_id text, case_id text, expires_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.account_id, a.id, r.name, r.built_in, r.permissions, r.contacts_and_cases, k.modules,
       coalesce(a.last_seen_at > now() - interval '5 minutes', false),
       t.connection_id, t.salesforce_user_id, t.record_id, t.case_id, t.expires_at
     from embed_token t join agent a on a.id = t.agent_id join role r on r.id = a.role_id
       join account k on k.account_id = a.account_id
     where t.token_hash = hash and t.expires_at > now() and a.active $$;

drop function account_of_api_key(bytea);
create function account_of_api_key(hash bytea) returns table (account_id text, id text, modules text[])
  language sql stable security definer set search_path = public, pg_temp as
  $$ select k.account_id, k.id, a.modules from api_key k join account a on a.account_id = k.account_id
     where k.key_hash = hash and k.revoked_at is null $$;

do $$
declare f text;
begin
  foreach f in array array['account_of_session(bytea)', 'account_of_embed_token(bytea)',
      'account_of_api_key(bytea)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to care_service', f);
  end loop;
end $$;
