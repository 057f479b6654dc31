-- Refresh tokens on their way out are sealed as well, and may be for weeks.
create or replace function sealed_otherwise(mark bytea, most integer)
  returns table (kind text, account_id text, connection_id text, salesforce_user_id text, id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ (select 'refresh_token', u.account_id, u.connection_id, u.salesforce_user_id, u.id from connected_user u
      where u.refresh_token is not null and substring(u.refresh_token for length(mark)) <> mark
      order by u.id limit most)
     union all
     (select 'revocation', r.account_id, r.connection_id, r.salesforce_user_id, r.id from revocation r
      where substring(r.sealed_token for length(mark)) <> mark
      order by r.id limit most)
     union all
     (select 'signing_secret', p.account_id, null, null, p.id from profile p
      where substring(p.signing_secret for length(mark)) <> mark
      order by p.id limit most) $$;
