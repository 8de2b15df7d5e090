-- Each difference that a reconciliation found, and whether our books tell the same as the venue's now.
create table reconciliation_difference (
  number         bigint  generated always as identity primary key,
  reconciliation bigint  not null references reconciliation,
  kind           text    not null,
  subject        text    not null,
  ours           text    not null,
  theirs         text    not null,
  repaired       boolean not null
);
create index reconciliation_difference_run on reconciliation_difference (reconciliation, number);

-- What the account held when the balances last began to be followed, and the last fill before.
create table balance_baseline (
  account     text        not null,
  currency    text        not null,
  amount      numeric     not null,
  fill_number bigint      not null,
  taken_at    timestamptz not null,
  primary key (account, currency)
);

-- What the paper venue would have given an order that a real venue filled.
alter table orders
  add column paper_price numeric,
  add column paper_error_bps numeric;

comment on column orders.paper_error_bps is
  'Hundredths of a percent by which the venue was dearer than paper; below 0 where it was cheaper';
