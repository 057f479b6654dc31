-- Why a record was not made under the token of the agent who asked for it; null: it was, or nobody knows.
alter table escalation add column token_gap text
  check (token_gap in ('not_connected', 'ended', 'may_not_write', 'refused'));
