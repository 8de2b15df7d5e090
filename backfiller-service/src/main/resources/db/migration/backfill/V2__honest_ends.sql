-- How long the venue has answered without having a gap's data, and whether it was away meanwhile.
alter table gap add column lacking_since timestamptz;
alter table gap add column venue_away boolean not null default false;

-- Slots of which a job was told something impossible: they are not taken for silent, and another
-- job asks for them again.
create table suspect_slot (
  job_id    uuid        not null,
  symbol    text        not null,
  timeframe text        not null,
  from_time timestamptz not null,
  to_time   timestamptz not null,
  primary key (job_id, symbol, timeframe, from_time, to_time),
  foreign key (job_id, symbol) references work_item
);
