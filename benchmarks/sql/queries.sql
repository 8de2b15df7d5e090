-- Runs each query as a service would, twice, and tells of the second time how Postgres found its rows. What deletes is taken
-- back. "generic" is told where the plan that serves all parameters reads more than twice as many rows as the one for these.
\set ON_ERROR_STOP on
\set QUIET on
set client_min_messages = warning;
set timezone = 'UTC';
set jit = off;

create temporary table question (
  number int generated always as identity, schema text, name text, types text, query text, arguments text);

create function pg_temp.executed(schema text, mode text, arguments text) returns jsonb
language plpgsql as $$
declare
  plan json;
begin
  perform set_config('plan_cache_mode', mode, true);
  for run in 1..2 loop
    begin
      execute 'explain (analyze, buffers, format json) execute question' || arguments into plan;
      raise exception using errcode = 'PL000';
    exception when sqlstate 'PL000' then
    end;
  end loop;
  return plan -> 0;
end
$$;

create function pg_temp.nodes(plan jsonb) returns setof jsonb
language sql as $$
  with recursive nodes as (
    select plan -> 'Plan' as node
    union all
    select child from nodes, jsonb_array_elements(node -> 'Plans') child)
  select node from nodes where (node ->> 'Actual Loops')::numeric > 0
$$;

create function pg_temp.rows_read(plan jsonb) returns numeric
language sql as $$
  select coalesce(sum((node ->> 'Actual Loops')::numeric * ((node ->> 'Actual Rows')::numeric
    + coalesce((node ->> 'Rows Removed by Filter')::numeric, 0) + coalesce((node ->> 'Rows Removed by Index Recheck')::numeric, 0))), 0)
  from pg_temp.nodes(plan) node
  where node ? 'Relation Name' and node ->> 'Node Type' like '%Scan'
$$;

create function pg_temp.rows_sorted(plan jsonb) returns numeric
language sql as $$
  select coalesce(sum((node #>> '{Plans,0,Actual Loops}')::numeric * (node #>> '{Plans,0,Actual Rows}')::numeric), 0)
  from pg_temp.nodes(plan) node where node ->> 'Node Type' like '%Sort'
$$;

-- The indexes and tables that are read, a partition as its table.
create function pg_temp.paths(plan jsonb) returns text
language sql as $$
  select string_agg(path || case when parts > 1 then ' x' || parts else '' end, ', ' order by path)
  from (
    select path, count(*) as parts
    from pg_temp.nodes(plan) node,
      lateral (select regexp_replace(
        case node ->> 'Node Type'
          when 'Seq Scan' then 'SEQ ' || (node ->> 'Relation Name')
          when 'Index Only Scan' then (node ->> 'Index Name') || ' only'
          else node ->> 'Index Name' end, '_[0-9]{4}_[0-9]{2}', '') as path) read
    where path is not null group by path) paths
$$;

create function pg_temp.told(
  schema text, types text, query text, arguments text, out read_by text, out rows_read bigint, out sorted bigint,
  out buffers bigint, out ms numeric, out generic text, out whole text)
language plpgsql as $$
declare
  plan jsonb;
  all_plan jsonb;
begin
  perform set_config('search_path', schema, true);
  perform set_config('random_page_cost', case schema when 'market_data' then '1.1' else '4' end, true);
  perform set_config('enable_seqscan', case when query like 'delete from outbox%' then 'off' else 'on' end, true);
  execute 'prepare question' || types || ' as ' || query;
  plan := pg_temp.executed(schema, 'force_custom_plan', arguments);
  all_plan := pg_temp.executed(schema, 'force_generic_plan', arguments);
  deallocate question;
  read_by := pg_temp.paths(plan);
  rows_read := round(pg_temp.rows_read(plan));
  sorted := round(pg_temp.rows_sorted(plan));
  buffers := (plan #>> '{Plan,Shared Hit Blocks}')::bigint + (plan #>> '{Plan,Shared Read Blocks}')::bigint;
  ms := round((plan ->> 'Execution Time')::numeric, 1);
  if pg_temp.rows_read(all_plan) > 2 * pg_temp.rows_read(plan) then
    generic := format('%s: %s rows, %s ms', pg_temp.paths(all_plan), round(pg_temp.rows_read(all_plan)),
      round((all_plan ->> 'Execution Time')::numeric, 1));
  end if;
  whole := jsonb_pretty(plan);
end
$$;

insert into question (schema, name, types, query, arguments) values
-- CandleQueries, CandleVersions, CoverageQueries
('market_data', 'candles: page', '(text, text, text, timestamptz, timestamptz, int, int)',
 'select * from candle where exchange = $1 and symbol = $2 and timeframe = $3 and open_time >= $4 and open_time < $5 order by open_time limit $6 offset $7',
 '(''kraken'', ''ETH/USD'', ''1m'', ''2026-03-10Z'', ''2026-03-17Z'', 1000, 0)'),
('market_data', 'candles: count of a week', '(text, text, text, timestamptz, timestamptz)',
 'select count(*) from candle where exchange = $1 and symbol = $2 and timeframe = $3 and open_time >= $4 and open_time < $5',
 '(''kraken'', ''ETH/USD'', ''1m'', ''2026-03-10Z'', ''2026-03-17Z'')'),
('market_data', 'candles: all of a series', '(text, text, text, timestamptz, timestamptz)',
 'select * from candle where exchange = $1 and symbol = $2 and timeframe = $3 and open_time >= $4 and open_time < $5 order by open_time',
 '(''kraken'', ''ETH/USD'', ''1m'', ''2026-01-01Z'', ''2026-06-01Z'')'),
('market_data', 'candles: versions', '(text, text, text, timestamptz, timestamptz)',
 'select month, version from candle_version where exchange = $1 and symbol = $2 and timeframe = $3 and month >= date_trunc(''month'', $4 at time zone ''UTC'') and month < $5 at time zone ''UTC'' order by month',
 '(''kraken'', ''ETH/USD'', ''1m'', ''2026-03-10Z'', ''2026-03-17Z'')'),
('market_data', 'coverage of an instrument', '(text, text)',
 'select timeframe, min(open_time) as first, max(open_time) as last, count(*) as bars, count(*) filter (where completeness = ''PARTIAL'') as partial from candle where exchange = $1 and symbol = $2 and timeframe in (''1m'', ''5m'', ''15m'', ''1h'', ''4h'', ''1d'') group by timeframe',
 '(''kraken'', ''ETH/USD'')'),
-- TradeQueries, FeedHistory, QuoteQueries
('market_data', 'trades: page', '(text, text, timestamptz, timestamptz, int, int)',
 'select trade_id, event_time, price, quantity, taker from trade where exchange = $1 and symbol = $2 and event_time >= $3 and event_time < $4 order by event_time, arrival limit $5 offset $6',
 '(''kraken'', ''ETH/USD'', ''2026-05-10 00:00Z'', ''2026-05-10 06:00Z'', 100, 0)'),
('market_data', 'trades: count of six hours', '(text, text, timestamptz, timestamptz)',
 'select count(*) from trade where exchange = $1 and symbol = $2 and event_time >= $3 and event_time < $4',
 '(''kraken'', ''ETH/USD'', ''2026-05-10 00:00Z'', ''2026-05-10 06:00Z'')'),
('market_data', 'trades: last time', '(text, text)',
 'select event_time from trade where exchange = $1 and symbol = $2 order by event_time desc limit 1', '(''kraken'', ''ETH/USD'')'),
('market_data', 'feed: last arrival', '(text, text)',
 'select coalesce(max(arrival), 0) from trade where exchange = $1 and symbol = $2', '(''kraken'', ''ETH/USD'')'),
('market_data', 'feed: last 1,000 trades', '(text, text, bigint, int)',
 'select trade_id, price, quantity, taker, event_time, observed_at, arrival from trade where exchange = $1 and symbol = $2 and arrival <= $3 order by arrival desc limit $4',
 '(''kraken'', ''ETH/USD'', 900000, 1000)'),
('market_data', 'order book', '(text, text)',
 'select * from order_book_snapshot where exchange = $1 and symbol = $2 order by event_time desc limit 1', '(''kraken'', ''ETH/USD'')'),
-- SignalController, DecisionController, ShadowController, MarketController by PagedTable; HourlyRetention
('scanner', 'signals: page of live ones', '(text, int, int)',
 'select * from signal where mode = $1 order by event_time desc, signal_id limit $2 offset $3', '(''live'', 100, 0)'),
('scanner', 'signals: count of live ones', '(text)', 'select count(*) from signal where mode = $1', '(''live'')'),
('scanner', 'signals: page of a strategy', '(text, text, int, int)',
 'select * from signal where strategy = $1 and mode = $2 order by event_time desc, signal_id limit $3 offset $4', '(''trend'', ''live'', 100, 0)'),
('scanner', 'signals: page of a symbol', '(text, text, text, int, int)',
 'select * from signal where exchange = $1 and symbol = $2 and mode = $3 order by event_time desc, signal_id limit $4 offset $5', '(''kraken'', ''ETH/USD'', ''live'', 100, 0)'),
('scanner', 'decisions: page of a day', '(timestamptz, timestamptz, int, int)',
 'select * from decision where close_time >= $1 and close_time < $2 order by close_time desc, decision_id limit $3 offset $4', '(''2026-05-01Z'', ''2026-05-02Z'', 100, 0)'),
('scanner', 'decisions: count of all', '(int)', 'select count(*) from decision where 1 = $1', '(1)'),
('scanner', 'decisions: page of a reason', '(text, int, int)',
 'select * from decision where block_reason = $1 order by close_time desc, decision_id limit $2 offset $3', '(''COOLDOWN'', 100, 0)'),
('scanner', 'market snapshots: page of a symbol', '(text, text, timestamptz, timestamptz, int, int)',
 'select * from market_snapshot where exchange = $1 and symbol = $2 and snapshot_time >= $3 and snapshot_time < $4 order by snapshot_time desc, exchange, symbol, run limit $5 offset $6',
 '(''kraken'', ''ETH/USD'', ''2026-05-10Z'', ''2026-05-11Z'', 100, 0)'),
('scanner', 'shadow trades: page of a strategy', '(text, int, int)',
 'select * from shadow_trade where strategy = $1 order by exit_time desc, trade_id limit $2 offset $3', '(''trend'', 100, 0)'),
('scanner', 'retention: latest decision', '', 'select max(close_time) from decision', ''),
('scanner', 'retention: 5,000 blocked', '(timestamptz)',
 'delete from decision where ctid = any (array(select ctid from decision where close_time < $1 and outcome = ''BLOCKED'' limit 5000))', '(''2026-02-01Z'')'),
('scanner', 'retention: nothing is too old', '(timestamptz)',
 'delete from decision where ctid = any (array(select ctid from decision where close_time < $1 and outcome = ''BLOCKED'' limit 5000))', '(''2025-02-01Z'')'),
('scanner', 'retention: 5,000 snapshots', '(timestamptz)',
 'delete from market_snapshot where ctid = any (array(select ctid from market_snapshot where snapshot_time < $1 and true limit 5000))', '(''2026-05-02Z'')'),
-- PositionQueries, AccountQueries, LimitQueries, ResultQueries
('positions', 'positions: page of OPEN', '(text, text, text, text, text, text, int, int)',
 'select p.*, m.last_price from position p left join market m on m.run = p.run and m.account = p.account and m.exchange = p.exchange and m.symbol = p.symbol where p.run = $1 and p.account = $2 and ($3 is null or p.status = $3) and ($4 is null or p.exchange = $4) and ($5 is null or p.symbol = $5) and ($6 is null or p.strategy = $6) order by p.number desc limit $7 offset $8',
 '(''run-1'', ''main'', ''OPEN'', null, null, null, 1000, 0)'),
('positions', 'positions: count of OPEN', '(text, text, text, text, text, text)',
 'select count(*) from position p where p.run = $1 and p.account = $2 and ($3 is null or p.status = $3) and ($4 is null or p.exchange = $4) and ($5 is null or p.symbol = $5) and ($6 is null or p.strategy = $6)',
 '(''run-1'', ''main'', ''OPEN'', null, null, null)'),
('positions', 'positions: page of all', '(text, text, text, text, text, text, int, int)',
 'select p.*, m.last_price from position p left join market m on m.run = p.run and m.account = p.account and m.exchange = p.exchange and m.symbol = p.symbol where p.run = $1 and p.account = $2 and ($3 is null or p.status = $3) and ($4 is null or p.exchange = $4) and ($5 is null or p.symbol = $5) and ($6 is null or p.strategy = $6) order by p.number desc limit $7 offset $8',
 '(''run-1'', ''main'', null, null, null, null, 100, 0)'),
('positions', 'positions: count of all', '(text, text, text, text, text, text)',
 'select count(*) from position p where p.run = $1 and p.account = $2 and ($3 is null or p.status = $3) and ($4 is null or p.exchange = $4) and ($5 is null or p.symbol = $5) and ($6 is null or p.strategy = $6)',
 '(''run-1'', ''main'', null, null, null, null)'),
('positions', 'positions: page of CLOSED of a symbol', '(text, text, text, text, text, text, int, int)',
 'select p.*, m.last_price from position p left join market m on m.run = p.run and m.account = p.account and m.exchange = p.exchange and m.symbol = p.symbol where p.run = $1 and p.account = $2 and ($3 is null or p.status = $3) and ($4 is null or p.exchange = $4) and ($5 is null or p.symbol = $5) and ($6 is null or p.strategy = $6) order by p.number desc limit $7 offset $8',
 '(''run-1'', ''main'', ''CLOSED'', ''kraken'', ''ETH/USD'', null, 100, 0)'),
('positions', 'position: causation chain', '(uuid, text, text)',
 'with causes as (select signal_id as subject from position where position_id = $1 union select client_order_id from position_order where position_id = $1), outputs as (select sequence, number, event::text as event from emitted where run = $2 and account = $3 and (position_id = $1 or client_order_id = any (array(select client_order_id from position_order where position_id = $1)))) select sequence, 0 as number, topic, partition, from_offset, to_offset, document::text as event from journal where run = $2 and account = $3 and (subject = any (array(select subject from causes)) or sequence = any (array(select sequence from outputs))) union all select sequence, number, null, null, null, null, event from outputs order by sequence, number',
 '(md5(''position50000'')::uuid, ''run-1'', ''main'')'),
('positions', 'risk: balances', '(text, text)',
 'select b.currency, b.cash, b.realised_pnl, b.fees, coalesce((select sum(o.reserved) from position_order o where o.run = b.run and o.account = b.account and o.currency = b.currency and o.reserved > 0), 0) + coalesce((select sum(p.margin) from position p where p.run = b.run and p.account = b.account and p.currency = b.currency and p.status <> ''CLOSED''), 0) as reserved from balance b where b.run = $1 and b.account = $2 order by b.currency',
 '(''run-1'', ''main'')'),
('positions', 'risk: count of live positions', '(text, text)',
 'select count(*) from position where status <> ''CLOSED'' and run = $1 and account = $2', '(''run-1'', ''main'')'),
('positions', 'risk: holdings', '(text, text)',
 'select p.strategy, p.currency, coalesce(p.entry_quantity * p.entry_price, 0) + o.open * coalesce(m.last_price, 0) as cost, (abs(p.quantity) + o.open) * coalesce(m.last_price, 0) as worth from position p left join market m on m.run = p.run and m.account = p.account and m.exchange = p.exchange and m.symbol = p.symbol cross join lateral (select coalesce(sum(greatest(quantity - filled, 0)), 0) as open from position_order where position_id = p.position_id and purpose = ''ENTRY'' and reserved > 0) o where p.status <> ''CLOSED'' and p.run = $1 and p.account = $2',
 '(''run-1'', ''main'')'),
('positions', 'risk: latest equity', '(text, text)',
 'select b.currency, latest.equity from balance b cross join lateral (select equity from equity_point e where e.run = b.run and e.account = b.account and e.currency = b.currency order by e.event_time desc limit 1) latest where b.run = $1 and b.account = $2', '(''run-1'', ''main'')'),
('positions', 'equity: first page', '(text, text, text, timestamptz, timestamptz, int, int)',
 'select * from equity_point where run = $1 and account = $2 and ($3 is null or currency = $3) and ($4 is null or event_time >= $4) and ($5 is null or event_time < $5) order by event_time, currency limit $6 offset $7',
 '(''run-1'', ''main'', null, null, null, 100, 0)'),
('positions', 'equity: last page', '(text, text, text, timestamptz, timestamptz, int, int)',
 'select * from equity_point where run = $1 and account = $2 and ($3 is null or currency = $3) and ($4 is null or event_time >= $4) and ($5 is null or event_time < $5) order by event_time, currency limit $6 offset $7',
 '(''run-1'', ''main'', null, null, null, 100, 215900)'),
('positions', 'equity: count', '(text, text, text, timestamptz, timestamptz)',
 'select count(*) from equity_point where run = $1 and account = $2 and ($3 is null or currency = $3) and ($4 is null or event_time >= $4) and ($5 is null or event_time < $5)',
 '(''run-1'', ''main'', null, null, null)'),
('positions', 'equity: page of a day', '(text, text, text, timestamptz, timestamptz, int, int)',
 'select * from equity_point where run = $1 and account = $2 and ($3 is null or currency = $3) and ($4 is null or event_time >= $4) and ($5 is null or event_time < $5) order by event_time, currency limit $6 offset $7',
 '(''run-1'', ''main'', null, ''2026-05-10Z'', ''2026-05-11Z'', 100, 0)'),
('positions', 'denials: page of a reason', '(text, text, text, int, int)',
 'select * from denial where run = $1 and account = $2 and ($3 is null or reason = $3) order by number desc limit $4 offset $5', '(''run-1'', ''main'', ''COOLDOWN'', 100, 0)'),
('positions', 'denials: count of all', '(text, text, text)',
 'select count(*) from denial where run = $1 and account = $2 and ($3 is null or reason = $3)', '(''run-1'', ''main'', null)'),
('positions', 'performance', '(text, text, text)',
 'select * from performance_metric where run = $1 and account = $2 and ($3 is null or strategy = $3) order by strategy, exchange, symbol, currency', '(''run-1'', ''main'', null)'),
-- Journal, RecordedJournal, OutboxTable, Inbox, HourlyRetention
('positions', 'journal: known subjects', '(uuid[], text, text)',
 'with applied as materialized (select run, account, subject from journal where subject = any ($1)) select subject from applied where run = $2 and account = $3',
 '(array[md5(''signal5'')::uuid, md5(''order500'')::uuid, md5(''new'')::uuid], ''run-1'', ''main'')'),
('positions', 'journal: last sequence', '(text, text)', 'select coalesce(max(sequence), 0) from journal where run = $1 and account = $2', '(''run-1'', ''main'')'),
('positions', 'journal: configuration at', '(text, text, bigint)',
 'select sequence, kind, document::text as document from journal where run = $1 and account = $2 and kind = ''CONFIGURATION'' and sequence <= $3 order by sequence desc limit 1', '(''run-1'', ''main'', 900000)'),
('positions', 'journal: 1,000 inputs of a replay', '(text, text, bigint)',
 'select sequence, kind, document::text as document, observed_at from journal where run = $1 and account = $2 and sequence >= $3 order by sequence limit 1000', '(''run-1'', ''main'', 900000)'),
('positions', 'journal: inputs of a day', '(text, text, timestamptz, timestamptz)',
 'select min(sequence), max(sequence) from journal where run = $1 and account = $2 and observed_at >= $3 and observed_at < $4 having count(*) > 0', '(''run-1'', ''main'', ''2026-05-10Z'', ''2026-05-11Z'')'),
('positions', 'outbox: take 500', '(bigint, int)',
 'delete from outbox where id = any (array(select id from outbox where id <= $1 order by id limit $2)) returning id, topic, message_key, sequence, traceparent, payload', '(20000, 500)'),
('positions', 'outbox: age', '', 'select extract(epoch from clock_timestamp() - created_at)::float8 from outbox order by id limit 1', ''),
('positions', 'inbox: remember', '(text, text[], text[], text[], bigint[])',
 'insert into inbox (consumer, producer, topic, message_key, last_sequence) select $1, * from unnest($2, $3, $4, $5) on conflict (consumer, producer, topic, message_key) do update set last_sequence = excluded.last_sequence',
 '(''position-service'', array[''ingestor-service''], array[''market.trade.v1''], array[''kraken:77''], array[99999])'),
('positions', 'consumer_offset: move', '(text[], int[], bigint[], bigint[], text)',
 'update consumer_offset as stored set next_offset = moved.next_offset from unnest($1, $2, $3, $4) as moved (topic, partition, next_offset, before) where stored.consumer = $5 and stored.topic = moved.topic and stored.partition = moved.partition and stored.next_offset = moved.before returning stored.topic, stored.partition',
 '(array[''market.trade.v1''], array[3], array[1001], array[1000], ''position-service'')'),
('positions', 'retention: nothing is too old', '(timestamptz)',
 'delete from denial where ctid = any (array(select ctid from denial where event_time < $1 and true limit 5000))', '(''2025-05-01Z'')'),
-- OrderReader, OrderTable, BalanceLedger, ReconciliationTable
('execution', 'orders: page of all', '(int, int)', 'select * from orders order by number desc limit $1 offset $2', '(200, 0)'),
('execution', 'orders: count of all', '(int)', 'select count(*) from orders where 1 = $1', '(1)'),
('execution', 'orders: page of a status', '(text, int, int)', 'select * from orders where status = $1 order by number desc limit $2 offset $3', '(''ACCEPTED'', 100, 0)'),
('execution', 'orders: count of a status', '(text)', 'select count(*) from orders where status = $1', '(''ACCEPTED'')'),
('execution', 'orders: page of a symbol', '(text, text, int, int)', 'select * from orders where symbol = $1 and exchange = $2 order by number desc limit $3 offset $4', '(''ETH/USD'', ''kraken'', 100, 0)'),
('execution', 'order: its states', '(uuid)', 'select * from order_event where client_order_id = $1 order by sequence', '(md5(''order5000'')::uuid)'),
('execution', 'fills of an order', '(uuid)', 'select * from fill where client_order_id = $1 order by number', '(md5(''order5000'')::uuid)'),
('execution', 'fills: page of all', '(int, int)', 'select * from fill order by number desc limit $1 offset $2', '(200, 0)'),
('execution', 'fills: count of all', '(int)', 'select count(*) from fill where 1 = $1', '(1)'),
('execution', 'balances: fills since', '(text, bigint)',
 'select number, filled_at, symbol, side, price, quantity, fee, fee_currency from fill where account = $1 and number > $2 order by number', '(''main'', 199900)'),
('execution', 'start: orders of the account', '(text)', 'select * from orders where account = $1 order by number', '(''main'')'),
('execution', 'reconciliations: page', '(int, int)', 'select * from reconciliation order by number desc limit $1 offset $2', '(100, 0)'),
('execution', 'retention: 5,000 reconciliations', '(timestamptz)',
 'delete from reconciliation where ctid = any (array(select ctid from reconciliation where finished_at < $1 and differences = 0 and repaired = 0 and not exists (select from reconciliation_difference found where found.reconciliation = reconciliation.number) limit 5000))', '(''2026-03-10Z'')'),
('execution', 'retention: nothing is too old', '(timestamptz)',
 'delete from reconciliation where ctid = any (array(select ctid from reconciliation where finished_at < $1 and differences = 0 and repaired = 0 and not exists (select from reconciliation_difference found where found.reconciliation = reconciliation.number) limit 5000))', '(''2025-03-10Z'')'),
-- ThoughtTable, AuditTable, ThoughtAlerts, Keeping
('operator', 'thoughts: page', '(text, int, int)', 'select * from thought where run = $1 order by number desc limit $2 offset $3', '(''run-1'', 200, 0)'),
('operator', 'thoughts: count', '(text)', 'select count(*) from thought where run = $1', '(''run-1'')'),
('operator', 'thoughts: page of ALERT', '(text, text, int, int)', 'select * from thought where run = $1 and severity = $2 order by number desc limit $3 offset $4', '(''run-1'', ''ALERT'', 100, 0)'),
('operator', 'alerts: new thoughts', '', 'select coalesce(max(number), 0) > (select thought from alert_cursor) from thought', ''),
('operator', 'audit: page of an actor', '(text, int, int)', 'select * from command_audit where actor = $1 order by audit_id desc limit $2 offset $3', '(''anna'', 100, 0)'),
('operator', 'retention: thoughts', '(timestamptz, bigint)',
 'delete from thought where told_at < $1 or number <= (select max(number) from thought) - $2', '(''2026-05-01Z'', 199000)'),
-- PredictionController, PredictionTable
('ml', 'predictions: page of a symbol', '(text, text, int, int)', 'select * from prediction where exchange = $1 and symbol = $2 order by event_time desc, prediction_id limit $3 offset $4', '(''kraken'', ''ETH/USD'', 100, 0)'),
('ml', 'predictions: without outcome', '(timestamptz, int)', 'select * from prediction where outcome is null and event_time < $1 order by event_time limit $2', '(''2026-06-10Z'', 1000)'),
('ml', 'retention: nothing is too old', '(timestamptz)', 'delete from prediction where ctid = any (array(select ctid from prediction where event_time < $1 and true limit 5000))', '(''2025-05-01Z'')');

create temporary table answer as
select number, question.schema, name, told.*
from question, lateral pg_temp.told(schema, types, query, arguments) told;

\pset format aligned
\pset border 1
\pset footer off
\pset null ''
select schema, name, read_by, rows_read, sorted, buffers, ms, generic from answer order by number;
select :'full' = 'full' as whole \gset
\if :whole
select name, whole from answer order by number;
\endif
