-- Positions that close in parts, are short, or are added to.

alter table position
  add column entries        int     not null default 1,
  add column entry_fees     numeric not null default 0,
  add column fee_rate       numeric not null default 0,
  add column margin         numeric not null default 0,
  add column levels_taken   int     not null default 0,
  add column best_price     numeric,
  add column worst_price    numeric,
  add column max_favourable numeric,
  add column max_adverse    numeric;

comment on column position.fee_rate is 'Fraction of notional that one fill is taken to cost';
comment on column position.margin is
  'Quote cash that a short holds back: what its open part brought, and as much again';
comment on column position.max_favourable is
  'The most it was ahead, as a fraction of the average entry price (MFE); null before a price was seen';
comment on column position.max_adverse is 'The most it was behind, likewise (MAE)';

-- All positions so far were long, entered once, and had a stop or target in percent alone.
update position set
  entry_fees = (state #>> '{ledger,buyFees,amount}')::numeric,
  state = (state - 'exits') || jsonb_build_object(
    'terms', jsonb_build_object('side', side, 'plan', state -> 'exits', 'feeRate', '0'),
    'entrySignals', jsonb_build_array(signal_id));

update position_order o set state = o.state || jsonb_build_object('exitReason', p.exit_reason)
from position p
where p.position_id = o.position_id and o.purpose = 'EXIT' and p.exit_reason is not null;

-- One row an exit order that closed a part of a position or the last of it; pnl is after fees.
alter table partial_exit rename to closing_fill;
alter index partial_exit_position rename to closing_fill_position;
alter index partial_exit_pkey rename to closing_fill_pkey;

create table partial_exit (
  client_order_id uuid primary key,
  position_id     uuid        not null,
  reason          text        not null,
  price           numeric     not null,
  quantity        numeric     not null,
  notional        numeric     not null,
  fee             numeric     not null,
  pnl             numeric     not null,
  currency        text        not null,
  fills           int         not null,
  first_fill_at   timestamptz not null,
  last_fill_at    timestamptz not null
);

comment on column partial_exit.price is 'Average, weighted by quantity';

insert into partial_exit
select f.client_order_id, f.position_id, coalesce(min(c.reason), 'MANUAL'),
  trim_scale(sum(f.price * f.quantity) / sum(f.quantity)), sum(f.quantity),
  sum(f.price * f.quantity), sum(f.fee), sum(c.pnl), f.currency, count(*),
  min(f.event_time), max(f.event_time)
from closing_fill c join booked_fill f on f.fill_id = c.fill_id
group by f.client_order_id, f.position_id, f.currency;

drop table closing_fill;

create index partial_exit_position on partial_exit (position_id, first_fill_at);

comment on table journal is
  'Every input in the order applied. TICKS are stretches of trades, closed bars or predictions of one partition';
