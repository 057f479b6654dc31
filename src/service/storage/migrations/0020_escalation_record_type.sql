-- Record type of the mapping an escalation was made by; null: it was linked, or made before there were mappings.
alter table escalation add column record_type text;
