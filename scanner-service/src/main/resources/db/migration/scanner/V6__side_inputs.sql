-- What bars were decided with beside themselves. The first one to write it is right: every replay
-- decides with that.
create table scan_input (
  run         text        not null,
  consumer    text        not null,
  exchange    text        not null,
  symbol      text        not null,
  close_time  timestamptz not null,
  -- The closes of other instruments, by symbol.
  closes      jsonb       not null,
  -- Events as JSON.
  predictions text[]      not null,
  recorded_at timestamptz not null default now(),
  primary key (run, consumer, exchange, symbol, close_time)
);
create index scan_input_by_age on scan_input (recorded_at);
