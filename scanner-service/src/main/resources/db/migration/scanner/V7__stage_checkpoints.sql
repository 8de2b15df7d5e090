-- A snapshot of each day is kept, so that a replay need not begin where the strategies began, whose
-- bars may be gone.
create table stage_checkpoint (
  consumer         text        not null,
  run              text        not null,
  exchange         text        not null,
  symbol           text        not null,
  partition_number integer     not null,
  next_offset      bigint      not null,
  state            bytea       not null,
  taken_at         timestamptz not null,
  primary key (consumer, run, exchange, symbol, next_offset)
);
create index stage_checkpoint_by_age on stage_checkpoint (taken_at);
