-- Whether what live said in a window is what the code says now. A certificate that is done is never
-- changed.
create table parity_certificate (
  certificate_id       uuid        primary key,
  number               bigint      generated always as identity,
  run                  text        not null,
  from_time            timestamptz not null,
  to_time              timestamptz not null,
  code_version         text        not null,
  -- From 1, of the same run, window and code.
  attempt              int         not null,
  origin               text        not null check (origin in ('REQUEST', 'NIGHTLY')),
  status               text        not null check (status in ('RUNNING', 'DONE', 'FAILED')),
  -- What is being done, or why it failed.
  detail               text        not null,
  requested_at         timestamptz not null,
  finished_at          timestamptz,
  verdict              text        check (verdict in ('EQUAL', 'INCOMPLETE', 'DIFFERENT')),
  inputs               bigint,
  recorded             bigint,
  replayed             bigint,
  differences          bigint,
  recorded_sha256      text,
  replayed_sha256      text,
  configuration_sha256 text,
  first_difference     jsonb,
  -- What each service reports.
  reports              jsonb,
  unique (run, from_time, to_time, code_version, attempt)
);

create index parity_certificate_newest on parity_certificate (number desc);
