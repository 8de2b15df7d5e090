-- The paper venue's own books: what a real venue would keep on its side.
create table paper_order (
  client_order_id uuid   primary key,
  number          bigint generated always as identity unique,
  account         text   not null,
  state           jsonb  not null
);

create table paper_balance (
  account  text    not null,
  currency text    not null,
  amount   numeric not null,
  primary key (account, currency)
);
