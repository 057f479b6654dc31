-- What keeping a connection alive needs beside the token itself.

-- How often the present refresh token has been shown to Salesforce without its answer being stored. A value
-- shown twice may have been rotated away by an answer that was lost; a third time would kill the family.
alter table connected_user add column refresh_tries integer not null default 0;
-- The circuit breaker, for all replicas: no refresh before this.
alter table connected_user add column refresh_not_before timestamptz;

-- The browser that began to connect, by a cookie that also comes back from Salesforce's site (the session's
-- own cookie does not).
alter table oauth_attempt add column browser_hash bytea not null;

-- What the org still lacks, as found after connecting: [{code, fact, remedy}].
alter table connection add column setup jsonb not null default '[]';
