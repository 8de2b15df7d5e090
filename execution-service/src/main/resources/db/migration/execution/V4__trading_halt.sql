-- The accounts that the operator has halted, for which nothing new is sent; a row is deleted when
-- the operator resumes.
create table trading_halt (
  account   text primary key,
  reason    text        not null,
  halted_at timestamptz not null
);
