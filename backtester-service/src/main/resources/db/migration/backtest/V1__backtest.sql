-- A job: a backtest, a search of parameters, or a walk through time. What it came to is null until it
-- is done.
create table run (
  run_id               uuid        primary key,
  sequence             bigint      generated always as identity,
  kind                 text        not null,
  status               text        not null,
  detail               text        not null,
  request              json        not null,
  strategy             text        not null,
  exchange             text        not null,
  symbols              text        not null,
  timeframe            text        not null,
  from_time            timestamptz,
  to_time              timestamptz,
  created_at           timestamptz not null,
  started_at           timestamptz,
  finished_at          timestamptz,
  bars                 bigint,
  input_sha256         text,
  trades_sha256        text,
  configuration_sha256 text,
  currency             text,
  initial_cash         numeric,
  final_cash           numeric,
  result               json
);

create index run_newest on run (kind, sequence desc);
create index run_open on run (sequence) where status in ('QUEUED', 'RUNNING');

-- The trades of a backtest, numbered from 0 in the order they ended.
create table trade (
  run_id      uuid        not null references run,
  number      int         not null,
  position_id uuid        not null,
  symbol      text        not null,
  side        text        not null,
  entry_time  timestamptz not null,
  entry_price numeric     not null,
  exit_time   timestamptz not null,
  exit_price  numeric     not null,
  quantity    numeric     not null,
  fee         numeric     not null,
  borrow_cost numeric     not null,
  pnl         numeric     not null,
  exit_reason text        not null,
  primary key (run_id, number)
);

-- A backtest told in one format, compressed with gzip.
create table report (
  run_id  uuid  not null references run,
  format  text  not null,
  content bytea not null,
  primary key (run_id, format)
);

-- What a search and its trials are of, and the strategy with the best parameters.
create table optimisation (
  run_id        uuid primary key references run,
  identity      json not null,
  best_strategy text
);

-- Trials as they ended; fold is the window of a walk through time.
create table trial (
  run_id   uuid   not null references optimisation,
  fold     int    not null,
  number   int    not null,
  sequence bigint generated always as identity,
  trial    json   not null,
  primary key (run_id, fold, number)
);

-- Every look at a hold-out, kept for good.
create table hold_out_opening (
  sequence bigint generated always as identity primary key,
  opening  json   not null
);
