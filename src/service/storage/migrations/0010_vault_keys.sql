-- What is still sealed by another key than the present one: every sealed value begins with its format and its
-- key's id. Only where it stands is answered.
create function sealed_otherwise(mark bytea, most integer)
  returns table (kind text, account_id text, connection_id text, salesforce_user_id text, id text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ (select 'refresh_token', u.account_id, u.connection_id, u.salesforce_user_id, u.id from connected_user u
      where u.refresh_token is not null and substring(u.refresh_token for length(mark)) <> mark
      order by u.id limit most)
     union all
     (select 'signing_secret', p.account_id, null, null, p.id from profile p
      where substring(p.signing_secret for length(mark)) <> mark
      order by p.id limit most) $$;
revoke all on function sealed_otherwise(bytea, integer) from public;
grant execute on function sealed_otherwise(bytea, integer) to care_service;
