-- Set when the org had no such contact as it was last asked: in the recycle bin, or nowhere to be seen.
alter table contact_link add column missing text check (missing in ('deleted', 'not_seen'));
