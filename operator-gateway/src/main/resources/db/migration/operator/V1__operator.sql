-- What the operator asked for, and what came of it; never changed. Refusals are here as well.
create table command_audit (
  audit_id    bigint generated always as identity primary key,
  occurred_at timestamptz not null,
  actor       text        not null,
  role        text,
  address     text        not null,
  action      text        not null,
  target      text        not null,
  outcome     text        not null,
  status      int         not null,
  detail      text,
  command_id  uuid
);

create index command_audit_time on command_audit (occurred_at);

-- Commands to the suite. issued_at is by the suite's clock, as in the event; sent_at is the machine's time.
create table command (
  command_id      uuid primary key,
  number          bigint generated always as identity unique,
  action          text        not null,
  account         text        not null,
  exchange        text,
  symbol          text,
  reason          text        not null,
  issued_by       text        not null,
  issued_at       timestamptz not null,
  sent_at         timestamptz not null,
  acknowledged_at timestamptz,
  milliseconds    bigint
);

-- How each service answered a command: the first time that it did.
create table command_acknowledgement (
  command_id      uuid        not null references command,
  service         text        not null,
  state           text        not null,
  detail          text        not null,
  acknowledged_at timestamptz not null,
  milliseconds    bigint      not null,
  primary key (command_id, service)
);

-- The decision log in plain sentences. event_time is market time, told_at the machine's.
create table thought (
  thought_id uuid primary key,
  number     bigint generated always as identity unique,
  run        text        not null,
  event_time timestamptz not null,
  told_at    timestamptz not null default now(),
  kind       text        not null,
  severity   text        not null,
  exchange   text,
  symbol     text,
  strategy   text,
  sentence   text        not null,
  subjects   jsonb       not null
);

create index thought_time on thought (event_time);
create index thought_told on thought (told_at);
