-- The page of a frame is named by the visible part of its nonce, so that its document can begin with the case.
alter table embed_code add column visit text generated always as (left(nonce, 16)) stored;
alter table embed_code add column seen_at timestamptz;
create index embed_code_visit on embed_code (visit);

-- The newest code of a visit. It is over when a document has begun with it, or one of its codes was redeemed.
create function code_of_visit(key text, visit text)
  returns table (account_id text, code_hash bytea, is_over boolean)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.account_id, c.code_hash, c.expires_at <= now() or exists (
         select from embed_code o
         where o.visit = c.visit and o.connection_id = c.connection_id
           and (o.seen_at is not null or o.used_at is not null))
     from embed_code c join connection k on k.id = c.connection_id
     where c.visit = code_of_visit.visit and k.org_key = key
     order by c.expires_at desc limit 1 $$;
revoke all on function code_of_visit(text, text) from public;
grant execute on function code_of_visit(text, text) to care_service;
