-- What a command is about besides an instrument, and who is expected to answer it. Of those that
-- were told before services answered for themselves, nobody is.
alter table command add column position_id uuid;
alter table command add column factor numeric;
alter table command add column allowed_until timestamptz;
alter table command add column expected text[] not null default '{}';
