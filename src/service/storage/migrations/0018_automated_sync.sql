-- Wanted, and no more than that until its conditions are set up: no escalation is kept in step by it.
alter table connection drop constraint connection_status_sync_check;
alter table connection add constraint connection_status_sync_check
  check (status_sync in ('none', 'automated', 'bidirectional'));
