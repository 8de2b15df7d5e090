-- The role that Grafana reads with: it can read what the suite stores and change nothing. A suite with
-- a Postgres of its own runs this at each start. Elsewhere it is run once, in the suite's database, as
-- the role that the services connect as, whose tables these are; to make a role it must be a superuser
-- or have CREATEROLE. It may come before the services' first start, and again at any time:
--
--   psql -1 -v ON_ERROR_STOP=1 -f config/postgres/grafana-role.sql postgresql://postgres@db.example/tidemark
--   psql -c '\password tidemark_grafana' postgresql://postgres@db.example/tidemark
do $$
declare
  suite_schema text;
begin
  if not exists (select from pg_roles where rolname = 'tidemark_grafana') then
    create role tidemark_grafana login connection limit 8;
  end if;
  execute format('grant connect on database %I to tidemark_grafana', current_database());
  for suite_schema in
    select nspname from pg_namespace
    where nspname in (
      'market_data', 'backfill', 'scanner', 'positions', 'execution', 'ml', 'backtest', 'operator')
  loop
    execute format('grant usage on schema %I to tidemark_grafana', suite_schema);
    execute format('grant select on all tables in schema %I to tidemark_grafana', suite_schema);
  end loop;
end
$$;

-- A slow panel must not hold back the suite, nor a forgotten one its clean-up.
alter role tidemark_grafana set default_transaction_read_only = on;
alter role tidemark_grafana set statement_timeout = '10s';
alter role tidemark_grafana set idle_in_transaction_session_timeout = '10s';
alter role tidemark_grafana set timezone = 'UTC';

-- Schemas and tables that the services make later, partitions among them, are readable too.
alter default privileges grant usage on schemas to tidemark_grafana;
alter default privileges grant select on tables to tidemark_grafana;
