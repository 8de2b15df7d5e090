-- The role that Grafana reads with: it can read the suite's schemas and change nothing. Run it with
-- psql as the role that the services connect as, as it owns their tables; to make a role it must be a
-- superuser or have CREATEROLE. Run it after the services' first start, and again after an update that
-- brings a schema; it can be run as often as one likes:
--
--   psql -v password="$TIDEMARK_GRAFANA_PASSWORD" -f config/postgres/grafana-role.sql \
--     postgresql://postgres@127.0.0.1:15432/tidemark
\set ON_ERROR_STOP on

begin;

select 'create role tidemark_grafana'
where not exists (select from pg_roles where rolname = 'tidemark_grafana') \gexec

alter role tidemark_grafana with login connection limit 8 password :'password';

-- A slow panel must not hold back the suite, nor a forgotten one its clean-up.
alter role tidemark_grafana set default_transaction_read_only = on;
alter role tidemark_grafana set statement_timeout = '10s';
alter role tidemark_grafana set idle_in_transaction_session_timeout = '10s';
alter role tidemark_grafana set timezone = 'UTC';

select format('grant connect on database %I to tidemark_grafana', current_database()) \gexec

-- Tables that the services make later, partitions among them, are readable too.
select format(command, nspname)
from pg_namespace
cross join (values
  ('grant usage on schema %I to tidemark_grafana'),
  ('grant select on all tables in schema %I to tidemark_grafana'),
  ('alter default privileges in schema %I grant select on tables to tidemark_grafana')
) commands (command)
where nspname in (
  'market_data', 'backfill', 'scanner', 'positions', 'execution', 'ml', 'backtest', 'operator')
order by nspname, command desc
\gexec

commit;
