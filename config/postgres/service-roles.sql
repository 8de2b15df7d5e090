-- One role a service, which owns its schema and can neither read nor write another's, and the role that
-- Grafana reads with. Run by a superuser in the suite's database, before the services' first start and again
-- whenever a password changes; it may be run at any time. psql is given the passwords as variables:
--
--   psql -v ON_ERROR_STOP=1 -v ingestor_service_password=... (one for each role below) \
--     -v tidemark_grafana_password=... -f config/postgres/service-roles.sql postgresql://postgres@db.example/tidemark
--
-- What an earlier set-up with one role for all made is handed over to the roles.
\set QUIET on
set client_min_messages = warning;
begin;

create temporary table service_role (role name, schema name, connections int) on commit drop;
insert into service_role values
  ('ingestor_service', 'market_data', 20),
  ('backfiller_service', 'backfill', 20),
  ('scanner_service', 'scanner', 100),
  ('position_service', 'positions', 20),
  ('execution_service', 'execution', 20),
  ('ml_service', 'ml', 20),
  ('backtester_service', 'backtest', 20),
  ('operator_gateway', 'operator', 20);

select format('create role %I', role) from service_role
where not exists (select from pg_roles where rolname = role) \gexec
select format(
  'alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit %s', role, connections)
from service_role \gexec

alter role ingestor_service password :'ingestor_service_password';
alter role backfiller_service password :'backfiller_service_password';
alter role scanner_service password :'scanner_service_password';
alter role position_service password :'position_service_password';
alter role execution_service password :'execution_service_password';
alter role ml_service password :'ml_service_password';
alter role backtester_service password :'backtester_service_password';
alter role operator_gateway password :'operator_gateway_password';

-- Nobody has a right that is not given here.
select format('revoke all on database %I from public', current_database()) \gexec
revoke all on schema public from public;
-- Bars are copied into a temporary table on their way into the store.
select format(
  'grant connect%s on database %I to %I',
  case schema when 'market_data' then ', temporary' else '' end, current_database(), role)
from service_role \gexec

select format('create schema if not exists %I', schema) from service_role \gexec
select format('alter schema %I owner to %I', schema, role) from service_role \gexec
select format('revoke all on schema %I from public', schema) from service_role \gexec

select format('alter table %I.%I owner to %I', schemaname, tablename, role)
from pg_tables join service_role on schema = schemaname where tableowner <> role \gexec
select format('alter sequence %I.%I owner to %I', schemaname, sequencename, role)
from pg_sequences join service_role on schema = schemaname where sequenceowner <> role \gexec
select format('alter routine %s owner to %I', p.oid::regprocedure, role)
from pg_proc p join pg_namespace n on n.oid = pronamespace join service_role on schema = nspname
where pg_get_userbyid(proowner) <> role \gexec

\ir grafana-role.sql
alter role tidemark_grafana password :'tidemark_grafana_password';
select format('alter default privileges for role %I in schema %I grant select on tables to tidemark_grafana', role, schema)
from service_role \gexec

commit;
