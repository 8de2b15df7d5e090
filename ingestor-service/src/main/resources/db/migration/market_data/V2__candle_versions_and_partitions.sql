-- Which edition of a series' month is stored: a number that is never used twice. A writer of candles
-- locks the rows of its months in key order first, so that writers neither deadlock nor overtake
-- each other; a reader's ETag is made from them.
create table candle_version (
  exchange  text   not null,
  symbol    text   not null,
  timeframe text   not null,
  month     date   not null,
  version   bigint not null,
  primary key (exchange, symbol, timeframe, month)
);

create sequence candle_change;

insert into candle_version
select exchange, symbol, timeframe, month, nextval('candle_change')
from (
  select distinct exchange, symbol, timeframe, date_trunc('month', open_time at time zone 'UTC')::date as month
  from candle
) stored;

-- Makes the partition of a month unless it is there. It is made apart and attached then: that waits
-- for no reader and no writer of the table, nor do they wait.
create function cover_month(parent text, month date) returns void
language plpgsql as $$
declare
  part text := parent || to_char(month, '"_"YYYY"_"MM');
begin
  perform pg_advisory_xact_lock(hashtext('market_data partitions of ' || parent));
  if not exists (
    select from pg_inherits
    where inhparent = to_regclass(parent) and inhrelid = to_regclass(part)
  ) then
    execute format('create table if not exists %I (like %I including all)', part, parent);
    execute format(
      'alter table %I attach partition %I for values from (%L) to (%L)',
      parent, part,
      month::timestamp at time zone 'UTC',
      (month + interval '1 month')::timestamp at time zone 'UTC');
  end if;
end
$$;
