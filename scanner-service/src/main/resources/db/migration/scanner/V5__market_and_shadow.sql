-- How the market of an instrument stood at regular instants, traded or not.
create table market_snapshot (
  run             text        not null,
  exchange        text        not null,
  symbol          text        not null,
  snapshot_time   timestamptz not null,
  -- The latest closed bar of the shortest timeframe.
  timeframe       text        not null,
  bar_close_time  timestamptz not null,
  open            numeric     not null,
  high            numeric     not null,
  low             numeric     not null,
  close           numeric     not null,
  volume          numeric     not null,
  -- Of the last 24 hours, as the venue tells it.
  volume_24h      numeric,
  -- From -1, all strategies sell, to 1, all buy; null before the first decision.
  sentiment       double precision,
  btc_correlation double precision,
  -- What strategies read: by timeframe, by name.
  indicators      jsonb       not null,
  -- Up to 20 levels a side; null if no book is known.
  order_book      jsonb,
  observed_at     timestamptz not null,
  primary key (run, exchange, symbol, snapshot_time)
);
create index market_snapshot_by_time on market_snapshot (snapshot_time desc, exchange, symbol);

-- The latest value of each indicator that a strategy reads.
create table indicator_cache (
  run        text             not null,
  exchange   text             not null,
  symbol     text             not null,
  timeframe  text             not null,
  indicator  text             not null,
  value      double precision not null,
  close_time timestamptz      not null,
  primary key (run, exchange, symbol, timeframe, indicator)
);

-- What a strategy would have come to by itself, live or shadow, since it began.
create table shadow_result (
  run                text        not null,
  exchange           text        not null,
  symbol             text        not null,
  strategy           text        not null,
  configuration_hash text        not null,
  mode               text        not null,
  timeframe          text        not null,
  -- The close of the latest bar it has seen.
  as_of              timestamptz not null,
  bars               bigint      not null,
  trades             integer     not null,
  wins               integer     not null,
  denied             integer     not null,
  pnl                numeric     not null,
  fees               numeric     not null,
  equity             numeric     not null,
  max_drawdown       numeric     not null,
  -- The open position; null if there is none.
  open_position      jsonb,
  -- Keys of the definition that are not followed.
  not_judged         text[]      not null,
  primary key (run, exchange, symbol, strategy, configuration_hash)
);
create index shadow_result_by_strategy on shadow_result (strategy, as_of desc);

create table shadow_trade (
  trade_id           uuid        not null primary key,
  run                text        not null,
  exchange           text        not null,
  symbol             text        not null,
  strategy           text        not null,
  configuration_hash text        not null,
  side               text        not null,
  quantity           numeric     not null,
  entry_time         timestamptz not null,
  entry_price        numeric     not null,
  exit_time          timestamptz not null,
  exit_price         numeric     not null,
  exit_reason        text        not null,
  fee                numeric     not null,
  pnl                numeric     not null
);
create index shadow_trade_by_strategy on shadow_trade (strategy, exit_time desc, trade_id);

-- Which prediction a decision used, what a signal tells besides, and the signals of shadows.
alter table decision add column prediction_id uuid;
alter table signal
  add column mode text not null default 'live',
  add column close_fraction numeric,
  add column decision_ids uuid[] not null default '{}',
  add column metadata jsonb not null default '{}';
