-- What somebody should look at, and until when. event_time is its source's time, raised_at and cleared_at are the machine's.
create table alert (
  alert_id   uuid primary key,
  number     bigint generated always as identity unique,
  run        text        not null,
  source     text        not null,
  severity   text        not null,
  cause      text        not null,
  title      text        not null,
  text       text,
  link       text,
  event_time timestamptz not null,
  raised_at  timestamptz not null,
  cleared_at timestamptz,
  clearance  text
);

create index alert_raised on alert (raised_at);

-- Of one cause one alert is open.
create unique index alert_open on alert (run, source, cause) where cleared_at is null;

-- What of an alert is told to whom. A row in SENDING was handed over, and how that ended is not known.
create table alert_delivery (
  delivery_id bigint generated always as identity primary key,
  alert_id    uuid        not null references alert on delete cascade,
  channel     text        not null,
  recipient   text        not null,
  news        text        not null,
  state       text        not null,
  attempts    int         not null default 0,
  created_at  timestamptz not null,
  next_at     timestamptz not null,
  ended_at    timestamptz,
  detail      text,
  unique (alert_id, channel, recipient, news)
);

create index alert_delivery_waiting on alert_delivery (channel, recipient) where state in ('WAITING', 'SENDING');
create index alert_delivery_ended on alert_delivery (channel, recipient, ended_at);

-- The number of the last thought that was looked at for alerts; those before this migration are old news.
create table alert_cursor (
  only_one boolean primary key default true check (only_one),
  thought  bigint not null
);

insert into alert_cursor (thought) select coalesce(max(number), 0) from thought;

-- Chats that said whether they want alerts.
create table telegram_chat (
  chat_id    bigint primary key,
  alerts     boolean     not null,
  changed_at timestamptz not null
);

-- The update of each bot that comes next; moved in the transaction of what an update led to.
create table telegram_offset (
  bot_id      bigint primary key,
  next_update bigint      not null,
  changed_at  timestamptz not null
);

-- Answers that are not sent yet.
create table telegram_reply (
  reply_id   bigint generated always as identity primary key,
  chat_id    bigint      not null,
  text       text        not null,
  created_at timestamptz not null,
  next_at    timestamptz not null,
  attempts   int         not null default 0
);
