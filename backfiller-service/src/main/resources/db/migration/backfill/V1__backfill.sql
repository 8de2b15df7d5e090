-- What was asked for.
create table job (
  job_id         uuid        primary key,
  exchange       text        not null,
  symbols        text        not null,
  timeframes     text        not null,
  requested_from timestamptz,
  requested_to   timestamptz,
  status         text        not null,
  detail         text        not null,
  created_at     timestamptz not null,
  finished_at    timestamptz
);

-- A job's work for one symbol. The span is known once the venue was asked.
create table work_item (
  job_id       uuid        not null references job,
  symbol       text        not null,
  phase        text        not null,
  span_from    timestamptz,
  span_to      timestamptz,
  first_traded timestamptz,
  detail       text        not null,
  primary key (job_id, symbol)
);

-- How far a window of history was read. Everything up to the position is either acknowledged by the
-- ingestor or staged: both change in one transaction with the position.
create table cursor (
  job_id      uuid        not null,
  symbol      text        not null,
  kind        text        not null,
  timeframe   text        not null,
  window_from timestamptz not null,
  window_to   timestamptz not null,
  position    timestamptz not null,
  next_from   text        not null,
  mark        text,
  snapshot    bytea,
  state       text        not null,
  requests    bigint      not null,
  bars        bigint      not null,
  primary key (job_id, symbol, kind, timeframe, window_from),
  foreign key (job_id, symbol) references work_item
);

-- Bars of a window that the ingestor has not acknowledged yet, a page each.
create table staged_bars (
  id          bigint generated always as identity primary key,
  job_id      uuid        not null,
  symbol      text        not null,
  window_from timestamptz not null,
  bars        bytea       not null
);

create index staged_bars_window on staged_bars (job_id, symbol, window_from);

-- Slots that a bar is missing from or that are PARTIAL; contiguous ones of a timeframe are one row.
create table gap (
  gap_id       uuid        primary key,
  exchange     text        not null,
  symbol       text        not null,
  timeframe    text        not null,
  from_time    timestamptz not null,
  to_time      timestamptz not null,
  origin       text        not null,
  state        text        not null,
  detail       text        not null,
  attempts     int         not null,
  detected_at  timestamptz not null,
  next_attempt timestamptz not null,
  closed_at    timestamptz,
  rebuilt      bytea
);

create index gap_open on gap (exchange, symbol, timeframe, from_time) where state in ('OPEN', 'REBUILT');
create index gap_place on gap (exchange, symbol, timeframe, from_time);

-- What is not asked for again, and why.
create table unfillable_gap (
  exchange    text        not null,
  symbol      text        not null,
  timeframe   text        not null,
  from_time   timestamptz not null,
  to_time     timestamptz not null,
  reason      text        not null,
  detail      text        not null,
  recorded_at timestamptz not null,
  primary key (exchange, symbol, timeframe, from_time)
);
