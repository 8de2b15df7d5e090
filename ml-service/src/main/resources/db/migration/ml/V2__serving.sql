-- SHA-256 of the values of the features that a prediction was made from.
alter table prediction add column row_hash text;

-- The features of an instrument between two bars. next_offset is the first offset of the partition of
-- the bars that is not in the state yet.
create table feature_snapshot (
  consumer         text        not null,
  run              text        not null,
  feature_hash     text        not null,
  exchange         text        not null,
  symbol           text        not null,
  partition_number integer     not null,
  next_offset      bigint      not null,
  state            bytea       not null,
  taken_at         timestamptz not null default now(),
  primary key (consumer, run, feature_hash, exchange, symbol)
);
create index feature_snapshot_by_partition
  on feature_snapshot (consumer, run, partition_number, feature_hash);

-- The closes of other instruments that features were computed with, by symbol. The first one to write
-- it is right: whoever computes the same features again does it with that.
create table feature_input (
  run         text        not null,
  exchange    text        not null,
  symbol      text        not null,
  close_time  timestamptz not null,
  closes      json        not null,
  recorded_at timestamptz not null default now(),
  primary key (run, exchange, symbol, close_time)
);
create index feature_input_by_age on feature_input (recorded_at);
