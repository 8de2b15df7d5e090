-- The strategies in use, as the files gave them.
create table strategy (
  id                 text        not null primary key,
  name               text        not null,
  class              text        not null,
  mode               text        not null,
  exchange           text        not null,
  symbols            text[]      not null,
  primary_timeframe  text        not null,
  configuration_hash text        not null,
  definition         jsonb       not null,
  valid_from         timestamptz not null
);

-- Every configuration that took effect.
create table configuration_history (
  id                 bigint      generated always as identity primary key,
  strategy           text        not null,
  configuration_hash text        not null,
  definition         jsonb       not null,
  effective_from     timestamptz not null
);

-- Signals and blocks; holds stay on Kafka.
create table decision (
  decision_id        uuid             not null primary key,
  run                text             not null,
  exchange           text             not null,
  symbol             text             not null,
  strategy           text             not null,
  timeframe          text             not null,
  outcome            text             not null,
  type               text,
  confidence         double precision not null,
  strength           double precision not null,
  block_reason       text,
  reasons            text[]           not null,
  indicators         jsonb            not null,
  configuration_hash text             not null,
  close_time         timestamptz      not null,
  observed_at        timestamptz      not null
);
create index decision_by_time on decision (close_time desc, decision_id);
create index decision_by_strategy on decision (strategy, close_time desc);

create table signal (
  signal_id          uuid             not null primary key,
  run                text             not null,
  exchange           text             not null,
  symbol             text             not null,
  strategy           text             not null,
  timeframe          text             not null,
  type               text             not null,
  source             text             not null,
  confidence         double precision not null,
  strength           double precision not null,
  reason             text             not null,
  reference_price    numeric          not null,
  configuration_hash text             not null,
  event_time         timestamptz      not null,
  observed_at        timestamptz      not null
);
create index signal_by_time on signal (event_time desc, signal_id);
create index signal_by_strategy on signal (strategy, event_time desc);

-- The state of a stage after every bar before next_offset of its partition.
create table stage_snapshot (
  consumer         text        not null,
  run              text        not null,
  exchange         text        not null,
  symbol           text        not null,
  topic            text        not null,
  partition_number integer     not null,
  next_offset      bigint      not null,
  strategies_hash  text        not null,
  state            bytea       not null,
  taken_at         timestamptz not null default now(),
  primary key (consumer, run, exchange, symbol)
);
create index stage_snapshot_by_partition
  on stage_snapshot (consumer, run, topic, partition_number);
