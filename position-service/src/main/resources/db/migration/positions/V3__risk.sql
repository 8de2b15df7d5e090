-- What the guards remember, and figures of performance by run, strategy and instrument.

alter table risk_state add column state jsonb;

comment on column risk_state.state is
  'What the guards judge by: equity marks, records of trades, recent stop-outs and orders; null before the first input';

-- When a position of each setup, that is a strategy and a direction in an instrument, was last closed.
create table cooldown (
  run       text        not null,
  account   text        not null,
  exchange  text        not null,
  symbol    text        not null,
  strategy  text        not null,
  side      text        not null,
  exited_at timestamptz not null,
  state     jsonb       not null,
  primary key (run, account, exchange, symbol, strategy, side)
);

-- The closes that correlations are taken over; empty unless a correlation is limited.
create table close_history (
  run      text  not null,
  account  text  not null,
  exchange text  not null,
  symbol   text  not null,
  state    jsonb not null,
  primary key (run, account, exchange, symbol)
);

create index denial_reason on denial (run, account, reason, number);

-- Made anew from the positions by the first poll that writes.
drop table performance_metric;

-- Results of closed positions in one quote currency: of the run, of each strategy, of each
-- instrument, and of each strategy in an instrument. A name that is empty stands for all.
create table performance_metric (
  run                 text        not null,
  account             text        not null,
  strategy            text        not null,
  exchange            text        not null,
  symbol              text        not null,
  currency            text        not null,
  total_trades        int         not null,
  winning_trades      int         not null,
  losing_trades       int         not null,
  win_rate            numeric     not null,
  average_profit      numeric     not null,
  average_loss        numeric     not null,
  profit_factor       numeric,
  expectancy          numeric     not null,
  best_trade          numeric,
  worst_trade         numeric,
  longest_win_streak  int         not null,
  longest_loss_streak int         not null,
  max_drawdown        numeric     not null,
  total_pnl           numeric     not null,
  sharpe_ratio        double precision,
  sortino_ratio       double precision,
  max_drawdown_pct    double precision not null,
  total_return_pct    double precision,
  cagr_pct            double precision,
  days                int         not null,
  updated_at          timestamptz not null,
  primary key (run, account, currency, strategy, exchange, symbol)
);

comment on column performance_metric.profit_factor is 'Null while nothing was lost';
comment on column performance_metric.max_drawdown is
  'The most that the sum of results fell from its highest, in the quote currency';
comment on column performance_metric.max_drawdown_pct is
  'The most that equity fell from its peak, in percent of it; of a part of the run, equity is the initial cash and its results';
