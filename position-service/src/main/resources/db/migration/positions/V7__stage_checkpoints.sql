-- Everything the stage knew after an input, every few hours, so that a replay need not begin with
-- the account. Kept as long as the trades are that a replay goes on with.
create table stage_checkpoint (
  run      text        not null,
  account  text        not null,
  -- The last input that is in the state.
  sequence bigint      not null,
  state    jsonb       not null,
  taken_at timestamptz not null,
  primary key (run, account, sequence)
);
