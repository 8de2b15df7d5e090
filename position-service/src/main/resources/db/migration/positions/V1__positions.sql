-- What an account holds and what was decided about it. Columns named "state" are what the position
-- stage is restored from, exactly as it held it; the columns beside them are for readers.

create table risk_state (
  run                text        not null,
  account            text        not null,
  trading_state      text        not null,
  reason             text        not null,
  paused_instruments text[]      not null,
  updated_at         timestamptz not null,
  primary key (run, account)
);

create table balance (
  run          text    not null,
  account      text    not null,
  currency     text    not null,
  initial_cash numeric not null,
  cash         numeric not null,
  realised_pnl numeric not null,
  fees         numeric not null,
  primary key (run, account, currency)
);

create table position (
  position_id       uuid primary key,
  number            bigint generated always as identity,
  run               text        not null,
  account           text        not null,
  exchange          text        not null,
  symbol            text        not null,
  currency          text        not null,
  strategy          text        not null,
  signal_id         uuid        not null,
  side              text        not null,
  status            text        not null,
  entry_quantity    numeric     not null,
  quantity          numeric     not null,
  entry_price       numeric,
  exit_price        numeric,
  fees              numeric     not null,
  realised_pnl      numeric     not null,
  stop_price        numeric,
  take_profit_price numeric,
  requested_at      timestamptz not null,
  opened_at         timestamptz,
  closed_at         timestamptz,
  exit_reason       text,
  state             jsonb       not null
);

create index position_account on position (run, account, number);

create table position_order (
  client_order_id uuid primary key,
  number          bigint generated always as identity,
  run             text    not null,
  account         text    not null,
  position_id     uuid    not null,
  purpose         text    not null,
  side            text    not null,
  status          text    not null,
  quantity        numeric not null,
  filled          numeric not null,
  currency        text    not null,
  reserved        numeric not null,
  state           jsonb   not null
);

create index position_order_account on position_order (run, account, number);
create index position_order_position on position_order (position_id);

create table booked_fill (
  fill_id         uuid primary key,
  number          bigint generated always as identity,
  run             text        not null,
  account         text        not null,
  position_id     uuid        not null,
  client_order_id uuid        not null,
  side            text        not null,
  price           numeric     not null,
  quantity        numeric     not null,
  fee             numeric     not null,
  currency        text        not null,
  event_time      timestamptz not null,
  state           jsonb       not null
);

create index booked_fill_account on booked_fill (run, account, number);

-- A fill that closed a part of a position or the last of it; pnl is after fees.
create table partial_exit (
  fill_id     uuid primary key,
  position_id uuid        not null,
  price       numeric     not null,
  quantity    numeric     not null,
  pnl         numeric     not null,
  currency    text        not null,
  reason      text,
  event_time  timestamptz not null
);

create index partial_exit_position on partial_exit (position_id, event_time);

-- The last price of each instrument with a live position.
create table market (
  run        text        not null,
  account    text        not null,
  exchange   text        not null,
  symbol     text        not null,
  last_price numeric     not null,
  last_time  timestamptz not null,
  state      jsonb       not null,
  primary key (run, account, exchange, symbol)
);

-- Trades of these instruments that no exit was checked against yet, in the order they came.
create table unchecked_tick (
  run      text   not null,
  account  text   not null,
  exchange text   not null,
  symbol   text   not null,
  number   bigint not null,
  state    jsonb  not null,
  primary key (run, account, exchange, symbol, number)
);

-- Every input that was applied, in the order it was applied: what a replay reads.
create table journal (
  run         text        not null,
  account     text        not null,
  sequence    bigint      not null,
  kind        text        not null check (kind in ('CONFIGURATION', 'EVENT', 'TICKS')),
  topic       text,
  partition   int,
  from_offset bigint,
  to_offset   bigint,
  subject     uuid,
  document    json,
  observed_at timestamptz not null,
  primary key (run, account, sequence)
);

comment on column journal.subject is
  'The signal, order or command that the event is of; null for configurations and ticks';
comment on column journal.document is
  'The event or the configuration as it was written; null for ticks, which stay in Kafka between the offsets';

create index journal_subject on journal (subject) where subject is not null;
create index journal_configuration on journal (run, account, sequence)
  where kind = 'CONFIGURATION';

-- A copy of every event that an input led to, in the order they were published.
create table emitted (
  run             text   not null,
  account         text   not null,
  sequence        bigint not null,
  number          int    not null,
  position_id     uuid,
  client_order_id uuid,
  event           json   not null,
  primary key (run, account, sequence, number)
);

create index emitted_position on emitted (position_id) where position_id is not null;
create index emitted_order on emitted (client_order_id) where client_order_id is not null;

create table denial (
  denial_id  uuid primary key,
  number     bigint generated always as identity,
  run        text        not null,
  account    text        not null,
  exchange   text        not null,
  symbol     text        not null,
  strategy   text        not null,
  cause_id   uuid        not null,
  reason     text        not null,
  context    jsonb       not null,
  event_time timestamptz not null
);

create index denial_account on denial (run, account, number);

-- Cash plus what is held at last prices: at each change of the account, and once a venue minute.
create table equity_point (
  run        text        not null,
  account    text        not null,
  currency   text        not null,
  event_time timestamptz not null,
  equity     numeric     not null,
  cash       numeric     not null,
  primary key (run, account, currency, event_time)
);

-- Results of the closed positions of a strategy in an instrument, in its quote currency.
create table performance_metric (
  run            text        not null,
  account        text        not null,
  strategy       text        not null,
  exchange       text        not null,
  symbol         text        not null,
  currency       text        not null,
  total_trades   int         not null,
  winning_trades int         not null,
  losing_trades  int         not null,
  win_rate       numeric     not null,
  average_profit numeric     not null,
  average_loss   numeric     not null,
  profit_factor  numeric,
  max_drawdown   numeric     not null,
  total_pnl      numeric     not null,
  updated_at     timestamptz not null,
  primary key (run, account, strategy, exchange, symbol)
);

comment on column performance_metric.profit_factor is 'Null while nothing was lost';

-- What the venue asks of orders, as the ingestor last told.
create table instrument_rules (
  exchange         text        not null,
  symbol           text        not null,
  tick_size        numeric     not null,
  quantity_step    numeric     not null,
  minimum_quantity numeric     not null,
  minimum_cost     numeric     not null,
  taker_fee_rate   numeric     not null,
  maker_fee_rate   numeric     not null,
  updated_at       timestamptz not null,
  primary key (exchange, symbol)
);
