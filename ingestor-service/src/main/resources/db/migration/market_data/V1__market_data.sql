-- What a venue lists, with its rules for orders.
create table instrument (
  exchange         text        not null,
  symbol           text        not null,
  venue_name       text        not null,
  tick_size        numeric     not null,
  quantity_step    numeric     not null,
  minimum_quantity numeric     not null,
  minimum_cost     numeric     not null,
  taker_fee_rate   numeric     not null,
  maker_fee_rate   numeric     not null,
  tradable         boolean     not null,
  updated_at       timestamptz not null,
  primary key (exchange, symbol)
);

-- The latest edition of each closed bar. Partitions by month are made as event time moves.
create table candle (
  exchange     text        not null,
  symbol       text        not null,
  timeframe    text        not null,
  open_time    timestamptz not null,
  close_time   timestamptz not null,
  open         numeric     not null,
  high         numeric     not null,
  low          numeric     not null,
  close        numeric     not null,
  volume       numeric     not null,
  vwap         numeric,
  trades       bigint,
  buy_volume   numeric,
  imbalance    numeric,
  spread       numeric,
  completeness text        not null,
  source       text        not null,
  revision     int         not null,
  primary key (exchange, symbol, timeframe, open_time)
) partition by range (open_time);

-- The editions that were superseded by a correction.
create table candle_revision (
  exchange     text        not null,
  symbol       text        not null,
  timeframe    text        not null,
  open_time    timestamptz not null,
  close_time   timestamptz not null,
  open         numeric     not null,
  high         numeric     not null,
  low          numeric     not null,
  close        numeric     not null,
  volume       numeric     not null,
  vwap         numeric,
  trades       bigint,
  buy_volume   numeric,
  imbalance    numeric,
  spread       numeric,
  completeness text        not null,
  source       text        not null,
  revision     int         not null,
  primary key (exchange, symbol, timeframe, open_time, revision)
) partition by range (open_time);

-- Trades as the venue told them. The arrival counts an instrument's trades in the order applied.
create table trade (
  exchange    text        not null,
  symbol      text        not null,
  event_time  timestamptz not null,
  trade_id    text        not null,
  price       numeric     not null,
  quantity    numeric     not null,
  taker       text,
  observed_at timestamptz not null,
  arrival     bigint      not null,
  primary key (exchange, symbol, event_time, trade_id)
) partition by range (event_time);

create index trade_arrival on trade (exchange, symbol, arrival);

-- The latest top of the book.
create table ticker (
  exchange     text        not null,
  symbol       text        not null,
  bid          numeric     not null,
  bid_quantity numeric,
  ask          numeric     not null,
  ask_quantity numeric,
  last         numeric,
  volume_24h   numeric,
  event_time   timestamptz not null,
  observed_at  timestamptz not null,
  primary key (exchange, symbol)
);

-- Tops of the book, thinned out.
create table ticker_history (
  exchange     text        not null,
  symbol       text        not null,
  bid          numeric     not null,
  bid_quantity numeric,
  ask          numeric     not null,
  ask_quantity numeric,
  last         numeric,
  volume_24h   numeric,
  event_time   timestamptz not null,
  observed_at  timestamptz not null,
  primary key (exchange, symbol, event_time)
) partition by range (event_time);

-- Books, thinned out: arrays of [price, quantity, cumulative quantity], best first.
create table order_book_snapshot (
  exchange    text        not null,
  symbol      text        not null,
  event_time  timestamptz not null,
  observed_at timestamptz not null,
  bids        jsonb       not null,
  asks        jsonb       not null,
  primary key (exchange, symbol, event_time)
) partition by range (event_time);

-- From where a feed goes on: the bars' state after a trade, and the bar topic's end at that time.
create table feed_checkpoint (
  exchange      text        not null,
  symbol        text        not null,
  bars          bytea       not null,
  arrival       bigint      not null,
  bar_partition int         not null,
  bar_offset    bigint      not null,
  primary key (exchange, symbol)
);
