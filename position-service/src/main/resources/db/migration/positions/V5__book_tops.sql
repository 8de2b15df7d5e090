-- The top of each book that a strategy puts its limits at, as it was told last.
create table book_top (
  run      text  not null,
  account  text  not null,
  exchange text  not null,
  symbol   text  not null,
  state    jsonb not null,
  primary key (run, account, exchange, symbol)
);
