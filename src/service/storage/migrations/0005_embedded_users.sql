-- When the Salesforce users who have Care open in the org were last looked at, so that one replica does it.
alter table connection add column users_checked_at timestamptz;
