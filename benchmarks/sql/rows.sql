-- Rows of five months on five instruments, in the order that a service would have written them. psql is given
-- "scale": 1 makes about 1.3 M candles, 1 M trades and 200 k rows of what grows with trading.
\set ON_ERROR_STOP on
\set QUIET on
set client_min_messages = warning;
set synchronous_commit = off;

create temporary table instrument_list as
select number, (array['BTC/USD', 'ETH/USD', 'SOL/USD', 'XRP/USD', 'ADA/USD'])[number] as symbol
from generate_series(1, 5) number;

-- The name of the row of that number.
create function pg_temp.name(kind text, number bigint) returns uuid
language sql immutable as $$ select md5(kind || number)::uuid $$;

create function pg_temp.symbol(number bigint) returns text
language sql immutable as $$ select (array['BTC/USD', 'ETH/USD', 'SOL/USD', 'XRP/USD', 'ADA/USD'])[1 + number % 5] $$;

create function pg_temp.strategy(number bigint) returns text
language sql immutable as $$ select (array['trend', 'reversion', 'breakout', 'momentum'])[1 + number % 4] $$;

set search_path = market_data, pg_temp;

select cover_month(parent, month::date)
from unnest(array['candle', 'candle_revision', 'trade', 'ticker_history', 'order_book_snapshot']) parent,
  generate_series('2026-01-01'::date, '2026-06-01', interval '1 month') month \g /dev/null

insert into candle
select 'kraken', symbol, code, open_time, open_time + length, 100, 101, 99, 100.5, 12.5, 100.2, 20, 6, 0.1, 0.01,
  case when (extract(epoch from open_time)::bigint / 60) % 5000 = 0 then 'PARTIAL' else 'COMPLETE' end, 'TRADES', 0
from (values ('1m', interval '1 minute'), ('5m', interval '5 minutes'), ('1h', interval '1 hour')) timeframe (code, length),
  generate_series('2026-01-01 00:00Z'::timestamptz, '2026-01-01 00:00Z'::timestamptz + 150 * :scale * interval '1 day', length) open_time,
  instrument_list;

insert into candle_version
select exchange, symbol, timeframe, date_trunc('month', open_time at time zone 'UTC')::date, nextval('candle_change')
from candle group by 1, 2, 3, 4;

insert into trade
select 'kraken', pg_temp.symbol(number), '2026-04-01 00:00Z'::timestamptz + number * interval '5 seconds',
  number::text, 100 + number % 7, 0.5, case number % 2 when 0 then 'BUY' else 'SELL' end,
  '2026-04-01 00:00Z'::timestamptz + number * interval '5 seconds', number
from generate_series(1, (1000000 * :scale)::bigint) number;

insert into order_book_snapshot
select 'kraken', symbol, time, time, '[["100", "1", "1"]]', '[["101", "1", "1"]]'
from generate_series('2026-05-01 00:00Z'::timestamptz, '2026-05-28 00:00Z', interval '1 minute') time, instrument_list;

insert into quarantine
select pg_temp.name('quarantine', number), 'kraken', pg_temp.symbol(number), 'trade', 'PRICE', 'price below 0', '{}',
  '2026-05-01 00:00Z'::timestamptz + number * interval '30 seconds'
from generate_series(1, (50000 * :scale)::bigint) number;

set search_path = scanner, pg_temp;

insert into decision
select pg_temp.name('decision', number), 'run-1', 'kraken', pg_temp.symbol(number), pg_temp.strategy(number / 5), '5m',
  case number % 2 when 0 then 'SIGNAL' else 'BLOCKED' end, 'BUY', 0.7, 0.5,
  case number % 2 when 1 then 'COOLDOWN' end, '{"above the average"}', '{"rsi": 31.5, "ema": 100.1}', 'c0ffee',
  '2026-01-01 00:00Z'::timestamptz + number * interval '32 seconds', '2026-01-01 00:00Z'::timestamptz + number * interval '32 seconds',
  null, null, null
from generate_series(1, (400000 * :scale)::bigint) number;

insert into signal
select pg_temp.name('signal', number), 'run-1', 'kraken', pg_temp.symbol(number), pg_temp.strategy(number / 5), '5m', 'BUY', 'STRATEGY',
  0.7, 0.5, 'above the average', 100.5, 'c0ffee',
  '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds', '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds',
  case number % 10 when 0 then 'shadow' else 'live' end, null, array[pg_temp.name('decision', number * 2)], '{}'
from generate_series(1, (200000 * :scale)::bigint) number;

insert into market_snapshot
select 'run-1', 'kraken', symbol, time, '1m', time, 100, 101, 99, 100.5, 12.5, 1000, 0.2, 0.8, '{"5m": {"rsi": 31.5}}',
  '{"bids": [["100", "1"]], "asks": [["101", "1"]]}', time
from generate_series('2026-05-01 00:00Z'::timestamptz, '2026-05-28 00:00Z', interval '1 minute') time, instrument_list;

insert into shadow_trade
select pg_temp.name('shadow', number), 'run-1', 'kraken', pg_temp.symbol(number), pg_temp.strategy(number / 5), 'c0ffee', 'LONG', 1,
  time, 100, time + interval '1 hour', 101, 'TAKE_PROFIT', 0.2, 0.8
from generate_series(1, (100000 * :scale)::bigint) number,
  lateral (select '2026-01-01 00:00Z'::timestamptz + number * interval '2 minutes' as time) at;

set search_path = positions, pg_temp;

insert into balance values ('run-1', 'main', 'USD', 100000, 98000, -2000, 400);
insert into market select 'run-1', 'main', 'kraken', symbol, 100.5, '2026-05-28 00:00Z', '{}' from instrument_list;

-- The last twelve are live.
insert into position (
  position_id, run, account, exchange, symbol, currency, strategy, signal_id, side, status, entry_quantity, quantity, entry_price,
  exit_price, fees, realised_pnl, stop_price, take_profit_price, requested_at, opened_at, closed_at, exit_reason, state)
select pg_temp.name('position', number), 'run-1', 'main', 'kraken', pg_temp.symbol(number), 'USD', pg_temp.strategy(number / 5),
  pg_temp.name('signal', number * 2), 'LONG', case when live then (array['OPENING', 'OPEN', 'CLOSING'])[1 + number % 3] else 'CLOSED' end,
  1, case when live then 1 else 0 end, 100, case when live then null else 101 end, 0.4, 0.6, 95, 110,
  time, time, case when live then null else time + interval '1 hour' end, case when live then null else 'TAKE_PROFIT' end,
  jsonb_build_object('number', number, 'filler', repeat('x', 600))
from generate_series(1, (100000 * :scale)::bigint) number,
  lateral (select '2026-01-01 00:00Z'::timestamptz + number * interval '128 seconds' as time, number > (100000 * :scale)::bigint - 12 as live) at;

insert into position_order (
  client_order_id, run, account, position_id, purpose, side, status, quantity, filled, currency, reserved, state)
select pg_temp.name('order', number), 'run-1', 'main', pg_temp.name('position', (number + 1) / 2),
  case number % 2 when 1 then 'ENTRY' else 'EXIT' end, case number % 2 when 1 then 'BUY' else 'SELL' end,
  case when number > (200000 * :scale)::bigint - 6 then 'SUBMITTED' else 'FILLED' end, 1, 1, 'USD',
  case when number > (200000 * :scale)::bigint - 6 and number % 2 = 1 then 100 else 0 end,
  jsonb_build_object('number', number, 'filler', repeat('x', 300))
from generate_series(1, (200000 * :scale)::bigint) number;

insert into booked_fill (
  fill_id, run, account, position_id, client_order_id, side, price, quantity, fee, currency, event_time, state)
select pg_temp.name('fill', number), 'run-1', 'main', pg_temp.name('position', (number + 1) / 2), pg_temp.name('order', number),
  'BUY', 100, 1, 0.2, 'USD', '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds', '{}'
from generate_series(1, (200000 * :scale)::bigint) number;

insert into partial_exit
select pg_temp.name('order', number * 2), pg_temp.name('position', number), 'TAKE_PROFIT', 101, 1, 101, 0.2, 0.6, 'USD', 1, time, time
from generate_series(1, (100000 * :scale)::bigint) number,
  lateral (select '2026-01-01 00:00Z'::timestamptz + number * interval '128 seconds' as time) at;

-- Of five inputs one is an event of a signal, two are of an order, two are stretches of trades.
insert into journal
select 'run-1', 'main', number,
  case when number = 1 then 'CONFIGURATION' when number % 5 < 3 then 'EVENT' else 'TICKS' end,
  'some.topic.v1', 0, number, number,
  case when number % 5 = 0 then pg_temp.name('signal', number / 5) when number % 5 < 3 then pg_temp.name('order', number / 5 * 2 + number % 5 - 1) end,
  case when number % 5 < 3 then json_build_object('number', number, 'filler', repeat('x', 400)) end,
  '2026-01-01 00:00Z'::timestamptz + number * interval '12 seconds'
from generate_series(1, (1000000 * :scale)::bigint) number;

insert into emitted
select 'run-1', 'main', number * 5, 1, pg_temp.name('position', (number + 1) / 2), null,
  json_build_object('number', number, 'filler', repeat('x', 400))
from generate_series(1, (200000 * :scale)::bigint) number;

insert into denial (
  denial_id, run, account, exchange, symbol, strategy, cause_id, reason, context, event_time)
select pg_temp.name('denial', number), 'run-1', 'main', 'kraken', pg_temp.symbol(number), pg_temp.strategy(number / 5),
  pg_temp.name('signal', number), (array['COOLDOWN', 'MAX_POSITIONS', 'DAILY_LOSS'])[1 + number % 3], '{"limit": "5"}',
  '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds'
from generate_series(1, (200000 * :scale)::bigint) number;

insert into equity_point
select 'run-1', 'main', 'USD', time, 100000, 98000
from generate_series('2026-01-01 00:00Z'::timestamptz, '2026-01-01 00:00Z'::timestamptz + 150 * :scale * interval '1 day', interval '1 minute') time;

insert into performance_metric
select 'run-1', 'main', strategy, case symbol when '' then '' else 'kraken' end, symbol, 'USD', 100, 60, 40, 0.6, 1, -1, 1.5, 0.2, 5, -4, 6, 4, 12, 20,
  1.1, 1.4, 8, 12, 30, 150, '2026-05-28 00:00Z'
from unnest(array['', 'trend', 'reversion', 'breakout', 'momentum']) strategy,
  (select symbol from instrument_list union all select '') instrument;

set search_path = execution, pg_temp;

-- The last six have not ended.
insert into orders (
  client_order_id, run, account, exchange, symbol, strategy, position_id, purpose, side, type, status, sequence, quantity, filled,
  reported_filled, average_price, venue_order_id, unproven_told, intent, created_at, updated_at)
select pg_temp.name('order', number), 'run-1', 'main', 'kraken', pg_temp.symbol(number), pg_temp.strategy(number / 5),
  pg_temp.name('position', (number + 1) / 2), 'ENTRY', 'BUY', 'MARKET',
  case when number > (200000 * :scale)::bigint - 6 then 'ACCEPTED' when number % 20 = 0 then 'CANCELLED' else 'FILLED' end,
  3, 1, 1, 1, 100, 'V' || number, false, jsonb_build_object('number', number, 'filler', repeat('x', 400)), time, time
from generate_series(1, (200000 * :scale)::bigint) number,
  lateral (select '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds' as time) at;

insert into order_event
select pg_temp.name('order', number), sequence, (array['SUBMITTED', 'ACCEPTED', 'FILLED'])[sequence], 'V' || number, 1, 100, null, null,
  '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds', '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds'
from generate_series(1, (200000 * :scale)::bigint) number, generate_series(1, 3) sequence;

insert into fill (
  fill_id, venue_trade_id, client_order_id, run, account, exchange, symbol, side, price, quantity, fee, fee_currency, liquidity,
  filled_at, observed_at)
select pg_temp.name('fill', number), 'T' || number, pg_temp.name('order', number), 'run-1', 'main', 'kraken', pg_temp.symbol(number),
  'BUY', 100, 1, 0.2, 'USD', 'TAKER', time, time
from generate_series(1, (200000 * :scale)::bigint) number,
  lateral (select '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds' as time) at;

insert into reconciliation (
  account, cause, started_at, finished_at, open_orders, fills, foreign_items, differences, repaired, detail)
select 'main', 'PERIODIC', time, time, 3, 5, 0, case number % 1000 when 0 then 1 else 0 end, 0, null
from generate_series(1, (130000 * :scale)::bigint) number,
  lateral (select '2026-02-27 00:00Z'::timestamptz + number * interval '1 minute' as time) at;

insert into reconciliation_difference (reconciliation, kind, subject, ours, theirs, repaired)
select number, 'ORDER', 'V' || number, 'FILLED', 'ACCEPTED', true from reconciliation where differences > 0;

set search_path = operator, pg_temp;

insert into thought (thought_id, run, event_time, told_at, kind, severity, exchange, symbol, strategy, sentence, subjects)
select pg_temp.name('thought', number), 'run-1', time, time, (array['SIGNAL', 'DENIAL', 'ORDER', 'POSITION'])[1 + number % 4],
  case when number % 1000 = 0 then 'ALERT' else 'INFO' end, 'kraken', pg_temp.symbol(number), pg_temp.strategy(number / 5),
  'Bought 1 BTC/USD at 100, as the price is above its average', '{}'
from generate_series(1, (200000 * :scale)::bigint) number,
  lateral (select '2026-05-01 00:00Z'::timestamptz + number * interval '11 seconds' as time) at;

update alert_cursor set thought = (select max(number) from thought);

insert into command_audit (occurred_at, actor, role, address, action, target, outcome, status, detail)
select '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds', case number % 50 when 0 then 'anna' else 'bot' end, 'OPERATOR',
  '127.0.0.1', case number % 3 when 0 then 'PAUSE' else 'READ' end, 'suite', case number % 40 when 0 then 'REFUSED' else 'DONE' end, 200, null
from generate_series(1, (200000 * :scale)::bigint) number;

set search_path = ml, pg_temp;

insert into prediction (
  prediction_id, model, model_hash, feature_hash, role, exchange, symbol, timeframe, bar_open_time, outputs, outcome, event_time, observed_at)
select pg_temp.name('prediction', number), 'direction', 'c0ffee', 'c0ffee', 'CHAMPION', 'kraken', pg_temp.symbol(number), '5m', time, '{"up": 0.6}',
  case when number > (200000 * :scale)::bigint - 20 then null else 'UP' end, time, time
from generate_series(1, (200000 * :scale)::bigint) number,
  lateral (select '2026-01-01 00:00Z'::timestamptz + number * interval '64 seconds' as time) at;

-- Every schema has these: an outbox that was filled and emptied, and sources that were heard.
set search_path = positions, pg_temp;

insert into outbox (topic, message_key, sequence, traceparent, payload)
select 'trading.position.v1', 'main', number, '-', convert_to(repeat('x', 600), 'UTF8') from generate_series(1, 20000) number;
delete from outbox where id <= 18000;

insert into inbox
select 'position-service', 'ingestor-service', 'market.trade.v1', 'kraken:' || number, number from generate_series(1, 5000) number;

insert into consumer_offset
select 'position-service', topic, partition, 1000
from unnest(array['market.trade.v1', 'market.bar.v1', 'trading.signal.v1', 'trading.order-event.v1']) topic, generate_series(0, 31) partition;
