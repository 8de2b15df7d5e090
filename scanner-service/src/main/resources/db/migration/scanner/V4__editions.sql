-- The journal of the strategies: which are decided with from which close instant on. Rows are never
-- changed.
create table strategy_edition (
  id             bigint      generated always as identity primary key,
  run            text        not null,
  effective_from timestamptz not null,
  -- A list of definitions.
  definitions    jsonb       not null,
  recorded_at    timestamptz not null
);
create index strategy_edition_by_run on strategy_edition (run, id);

-- Up to which close instant a scanner decides without asking for editions again: none may take
-- effect at or before it.
create table scan_horizon (
  run              text        not null,
  consumer         text        not null,
  partition_number integer     not null,
  decided_through  timestamptz not null,
  primary key (run, consumer, partition_number)
);

-- With which state strategies began. The first one to write it is right: every replay begins with
-- that one, whatever the bars before it have become since.
create table stage_beginning (
  run              text        not null,
  exchange         text        not null,
  symbol           text        not null,
  strategies_hash  text        not null,
  -- Of the first bars that are decided on.
  close_time       timestamptz not null,
  state            bytea       not null,
  -- How many instants it was warmed up with, and of these from the log of bars.
  instants         integer     not null,
  instants_of_log  integer     not null,
  warmed_from      timestamptz,
  recorded_at      timestamptz not null default now(),
  primary key (run, exchange, symbol, strategies_hash, close_time)
);
create index stage_beginning_by_age on stage_beginning (recorded_at);

-- A strategy that was taken away has no definition from then on.
alter table configuration_history
  alter column definition drop not null,
  add column change text not null default 'CHANGED',
  add column recorded_at timestamptz;
update configuration_history set recorded_at = effective_from;
alter table configuration_history alter column recorded_at set not null;
create index configuration_history_by_strategy on configuration_history (strategy, id);

-- A snapshot names the strategies it is of.
alter table stage_snapshot drop column strategies_hash;
