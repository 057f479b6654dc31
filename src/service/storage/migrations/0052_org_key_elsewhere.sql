-- An org has one key for its pages. Whether the last one it was given leads to another account than this.
create function org_key_elsewhere(org text, own_account text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce((
       select k.account_id <> own_account from embed_credential k join connection c on c.id = k.connection_id
       where c.org_id = org and k.expires_at is null
       order by k.created_at desc limit 1), false) $$;
revoke all on function org_key_elsewhere(text, text) from public;
grant execute on function org_key_elsewhere(text, text) to care_service;

-- What an earlier version has found out says so too.
update oauth_attempt set found = found || '{"keyElsewhere": false}' where found is not null;
