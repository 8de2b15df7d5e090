-- What a venue told that cannot be true; kept for some time, goes no further.
create table quarantine (
  id          uuid        not null primary key,
  exchange    text        not null,
  symbol      text,
  channel     text        not null,
  fault       text        not null,
  detail      text        not null,
  raw         text        not null,
  observed_at timestamptz not null
);

create index quarantine_observed on quarantine (observed_at);
create index quarantine_symbol on quarantine (exchange, symbol, observed_at);

-- Bars that the venue's own candles contradict though our trades have no known hole.
create table bar_difference (
  exchange     text        not null,
  symbol       text        not null,
  timeframe    text        not null,
  open_time    timestamptz not null,
  cause        text        not null,
  open         numeric,
  high         numeric,
  low          numeric,
  close        numeric,
  volume       numeric,
  venue_open   numeric,
  venue_high   numeric,
  venue_low    numeric,
  venue_close  numeric,
  venue_volume numeric,
  observed_at  timestamptz not null,
  primary key (exchange, symbol, timeframe, open_time)
);
