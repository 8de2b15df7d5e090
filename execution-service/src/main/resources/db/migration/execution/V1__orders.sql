-- Who may trade an account: the holder of the session lock, known by its token.
create table account_lease (
  account    text        primary key,
  token      bigint      not null,
  held_since timestamptz not null
);

-- Orders as they stand; intent is what was asked for, word for word.
create table orders (
  client_order_id uuid        primary key,
  number          bigint      generated always as identity unique,
  run             text        not null,
  account         text        not null,
  exchange        text        not null,
  symbol          text        not null,
  strategy        text        not null,
  position_id     uuid        not null,
  purpose         text        not null,
  side            text        not null,
  type            text        not null,
  status          text        not null,
  sequence        bigint      not null,
  quantity        numeric     not null,
  limit_price     numeric,
  stop_price      numeric,
  filled          numeric     not null,
  reported_filled numeric     not null,
  average_price   numeric,
  venue_order_id  text,
  deadline        timestamptz,
  cancel_asked    timestamptz,
  unproven_told   boolean     not null,
  asked_at        timestamptz,
  reason          text,
  detail          text,
  intent          jsonb       not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null
);
create index orders_by_account on orders (account, number);
create index orders_by_status on orders (status, number);

-- Every state an order was told to be in.
create table order_event (
  client_order_id uuid        not null references orders,
  sequence        bigint      not null,
  status          text        not null,
  venue_order_id  text,
  filled          numeric     not null,
  average_price   numeric,
  reason          text,
  detail          text,
  event_time      timestamptz not null,
  observed_at     timestamptz not null,
  primary key (client_order_id, sequence)
);

-- Every fill once: the venue's trade id is its name within an account and a run.
create table fill (
  number          bigint      generated always as identity unique,
  fill_id         uuid        not null,
  venue_trade_id  text        not null,
  client_order_id uuid        not null references orders,
  run             text        not null,
  account         text        not null,
  exchange        text        not null,
  symbol          text        not null,
  side            text        not null,
  price           numeric     not null,
  quantity        numeric     not null,
  fee             numeric     not null,
  fee_currency    text        not null,
  liquidity       text        not null,
  filled_at       timestamptz not null,
  observed_at     timestamptz not null,
  primary key (run, account, exchange, venue_trade_id)
);
create index fill_by_order on fill (client_order_id, number);

-- What was compared with the venue's books, and what came of it.
create table reconciliation (
  number      bigint      generated always as identity primary key,
  account     text        not null,
  cause       text        not null,
  started_at  timestamptz not null,
  finished_at timestamptz not null,
  open_orders int         not null,
  fills       int         not null,
  foreign_items int       not null,
  differences int         not null,
  repaired    int         not null,
  detail      text
);
create index reconciliation_by_account on reconciliation (account, number);
