-- What a token of the widget is bound to when there is no case: the record it may link one to, and the
-- Salesforce user whose access to that record is asked again. Neither record nor case: the agent's own list.
alter table embed_token add column record_id text, add column salesforce_user_id text;

drop function account_of_embed_token(bytea);
create function account_of_embed_token(hash bytea)
  returns table (account_id text, agent_id text, role text, connection_id text, salesforce_user_id text,
    record_id text, case_id text, expires_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.account_id, a.id, a.role, t.connection_id, t.salesforce_user_id, t.record_id, t.case_id, t.expires_at
     from embed_token t join agent a on a.id = t.agent_id
     where t.token_hash = hash and t.expires_at > now() and a.active $$;
revoke all on function account_of_embed_token(bytea) from public;
grant execute on function account_of_embed_token(bytea) to care_service;

-- Which customers may be the person of a Salesforce record.
create index contact_link_by_contact on contact_link (connection_id, contact_id);
create index customer_by_email on customer (account_id, lower(email)) where email is not null;
