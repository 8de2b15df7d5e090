-- What models are shown of a bar, known by its hash; definition names the features in their order.
create table feature_set (
  feature_hash text        primary key,
  timeframe    text        not null,
  features     int         not null,
  definition   json        not null,
  created_at   timestamptz not null
);

-- Trainings, in the order they were asked for. What one was fitted on is null until it has begun.
create table training_run (
  run_id               uuid        primary key,
  number               bigint      generated always as identity unique,
  name                 text        not null,
  kind                 text        not null,
  origin               text        not null check (origin in ('REQUEST', 'SCHEDULE', 'DRIFT', 'COMMAND')),
  status               text        not null
    check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  -- Why it failed or what it does; empty for nothing to tell.
  detail               text        not null,
  -- The training file, word for word.
  configuration        text        not null,
  configuration_sha256 text        not null,
  seed                 bigint      not null,
  -- From 1; one more each time it is taken up again after a kill.
  attempt              int         not null,
  exchange             text        not null,
  symbols              text        not null,
  timeframe            text        not null,
  from_time            timestamptz,
  to_time              timestamptz,
  input_sha256         text,
  feature_hash         text        references feature_set,
  code_hash            text,
  -- What it came to, in full.
  report               json,
  created_at           timestamptz not null,
  started_at           timestamptz,
  finished_at          timestamptz
);
create index training_run_newest on training_run (number desc);
create index training_run_open on training_run (number) where status in ('QUEUED', 'RUNNING');

-- Versions of models. All but the state and its times never changes.
create table model (
  model_id             uuid             primary key,
  number               bigint           generated always as identity unique,
  name                 text             not null,
  kind                 text             not null,
  -- SHA-256 over the paths, lengths and SHA-256 of its files.
  model_hash           text             not null,
  feature_hash         text             not null references feature_set,
  code_hash            text             not null,
  configuration_sha256 text             not null,
  run_id               uuid             references training_run,
  -- What it was fitted on, the validation included, the hold-out not.
  exchange             text             not null,
  symbols              text             not null,
  timeframe            text             not null,
  from_time            timestamptz      not null,
  to_time              timestamptz      not null,
  input_sha256         text             not null,
  files                json             not null,
  -- Of the training and the validation, by name.
  metrics              json             not null,
  promotion_metric     text             not null,
  promotion_margin     double precision not null,
  state                text             not null
    check (state in ('CANDIDATE', 'CHALLENGER', 'CHAMPION', 'RETIRED', 'REFUSED')),
  -- Why it is in that state.
  state_reason         text             not null,
  state_since          timestamptz      not null,
  -- The champion whose place it took; a rollback puts that one back.
  predecessor_id       uuid             references model,
  registered_at        timestamptz      not null,
  unique (name, model_hash)
);
create index model_newest on model (name, number desc);
create unique index model_champion on model (name) where state = 'CHAMPION';
create unique index model_challenger on model (name) where state = 'CHALLENGER';

-- Every state a model was in.
create table model_transition (
  number     bigint      generated always as identity primary key,
  model_id   uuid        not null references model,
  from_state text,
  to_state   text        not null,
  reason     text        not null,
  changed_at timestamptz not null
);
create index model_transition_by_model on model_transition (model_id, number);

-- Bars that no model of the comparison was fitted on, with what was to be foretold of them.
create table hold_out (
  hold_out_hash text        primary key,
  exchange      text        not null,
  symbols       text        not null,
  timeframe     text        not null,
  from_time     timestamptz not null,
  to_time       timestamptz not null,
  target        text        not null,
  data_sha256   text        not null
);

-- How a model did on a hold-out. The first one to write it is right.
create table evaluation (
  model_id      uuid        not null references model,
  hold_out_hash text        not null references hold_out,
  number        bigint      generated always as identity unique,
  metrics       json        not null,
  -- The same metrics without a model.
  baseline      json        not null,
  evaluated_at  timestamptz not null,
  primary key (model_id, hold_out_hash)
);

-- What models foretold of bars, and what came.
create table prediction (
  prediction_id uuid        primary key,
  -- Null for the stand-in without a model.
  model_id      uuid        references model,
  model         text        not null,
  model_hash    text        not null,
  feature_hash  text        not null,
  -- Challengers foretell in the shadow: nothing is decided with it.
  role          text        not null check (role in ('CHAMPION', 'CHALLENGER', 'STAND_IN')),
  exchange      text        not null,
  symbol        text        not null,
  timeframe     text        not null,
  bar_open_time timestamptz not null,
  outputs       json        not null,
  -- Null until the look-ahead has passed.
  outcome       text        check (outcome in ('DOWN', 'NEUTRAL', 'UP')),
  event_time    timestamptz not null,
  observed_at   timestamptz not null
);
create index prediction_by_time on prediction (event_time desc, prediction_id);
create index prediction_by_model on prediction (model, role, event_time desc);
create index prediction_by_symbol on prediction (exchange, symbol, event_time desc);
create index prediction_without_outcome on prediction (event_time) where outcome is null;
