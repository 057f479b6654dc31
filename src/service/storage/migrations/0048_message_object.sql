-- The org's own object that messages are written to, with what tells them apart and what leads to the case; null: Care's.
alter table connection add column message_object jsonb;
