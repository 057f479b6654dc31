-- What people may do hangs on their role. Every account has the three built-in ones; what these allow stands in
-- the product (domain/role.ts), so that a later version can add to them.
create table role (
  id text primary key,
  account_id text not null references account,
  name text not null check (name <> ''),
  built_in text check (built_in in ('admin', 'supervisor', 'agent')),
  permissions text[] not null default '{}',
  contacts_and_cases text not null default 'none'
    check (contacts_and_cases in ('none', 'read', 'create', 'modify')),
  created_at timestamptz not null default now(),
  unique (account_id, id),
  unique (account_id, built_in)
);
create unique index role_by_name on role (account_id, lower(name));

create function give_account_its_roles() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  insert into role (id, account_id, name, built_in)
  select 'role_' || gen_random_uuid(), new.account_id, initcap(each), each
  from unnest(array['admin', 'supervisor', 'agent']) as each;
  return null;
end $$;
create trigger roles_of_account after insert on account for each row execute function give_account_its_roles();
insert into role (id, account_id, name, built_in)
  select 'role_' || gen_random_uuid(), a.account_id, initcap(each), each
  from account a, unnest(array['admin', 'supervisor', 'agent']) as each;

-- Supervisors could do everything so far; they still can.
alter table agent
  add column role_id text,
  -- Asked in and not come yet: then they are not active.
  add column invited_at timestamptz,
  add column last_seen_at timestamptz,
  add constraint invited_is_not_active check (invited_at is null or not active),
  add constraint role_of_account foreign key (account_id, role_id) references role (account_id, id);
update agent a set role_id = r.id from role r
  where r.account_id = a.account_id and r.built_in = case a.role when 'supervisor' then 'admin' else 'agent' end;
alter table agent alter column role_id set not null;

create table agent_group (
  id text primary key,
  account_id text not null references account,
  name text not null check (name <> ''),
  created_at timestamptz not null default now(),
  unique (account_id, id)
);
create unique index agent_group_by_name on agent_group (account_id, lower(name));
-- A member's or a group's account is the group's: keys across accounts do not fit.
alter table agent add unique (account_id, id);
create table agent_group_member (
  account_id text not null references account,
  group_id text not null,
  agent_id text not null,
  primary key (group_id, agent_id),
  foreign key (account_id, group_id) references agent_group (account_id, id) on delete cascade,
  foreign key (account_id, agent_id) references agent (account_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['role', 'agent_group', 'agent_group_member'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy tenant on %I to care_service using (account_id = current_setting(''care.account_id'', true)) with check (account_id = current_setting(''care.account_id'', true))', t);
    execute format('create policy owner on %I to care_owner using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to care_service', t);
  end loop;
end $$;

-- A link that invites opens for somebody who is not active yet; using it makes them so.
alter table sign_in_ticket add column invites boolean not null default false;

drop function account_of_session(bytea);
create function account_of_session(hash bytea)
  returns table (account_id text, agent_id text, role_name text, built_in text, permissions text[],
    contacts_and_cases text, seen_lately boolean)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select a.account_id, a.id, r.name, r.built_in, r.permissions, r.contacts_and_cases,
       coalesce(a.last_seen_at > now() - interval '5 minutes', false)
     from session s join agent a on a.id = s.agent_id join role r on r.id = a.role_id
     where s.token_hash = hash and s.expires_at > now() and a.active $$;

drop function account_of_embed_token(bytea);
create function account_of_embed_token(hash bytea)
  returns table (account_id text, agent_id text, role_name text, built_in text, permissions text[],
    contacts_and_cases text, seen_lately boolean, connection_id text, salesforce_user_id text,
    record_id text, case_id text, expires_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.account_id, a.id, r.name, r.built_in, r.permissions, r.contacts_and_cases,
       coalesce(a.last_seen_at > now() - interval '5 minutes', false),
       t.connection_id, t.salesforce_user_id, t.record_id, t.case_id, t.expires_at
     from embed_token t join agent a on a.id = t.agent_id join role r on r.id = a.role_id
     where t.token_hash = hash and t.expires_at > now() and a.active $$;

drop function account_of_ticket(bytea);
create function account_of_ticket(hash bytea) returns table (account_id text, agent_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.account_id, t.agent_id from sign_in_ticket t join agent a on a.id = t.agent_id
     where t.ticket_hash = hash and t.used_at is null and t.expires_at > now()
       and (a.active or (t.invites and a.invited_at is not null)) $$;

-- Whom an address that the sign-in server has verified belongs to: those who work here or were asked in.
create function agents_of_email(address text) returns table (account_id text, agent_id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select a.account_id, a.id from agent a
     where a.email = lower(address) and (a.active or a.invited_at is not null) $$;

do $$
declare f text;
begin
  foreach f in array array['account_of_session(bytea)', 'account_of_embed_token(bytea)',
      'account_of_ticket(bytea)', 'agents_of_email(text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to care_service', f);
  end loop;
end $$;

alter table agent drop column role;
