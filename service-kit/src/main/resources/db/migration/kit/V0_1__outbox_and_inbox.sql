-- Events that leave once the transaction that wrote them has committed.
create table outbox (
  id          bigint generated always as identity primary key,
  topic       text        not null,
  message_key text        not null,
  sequence    bigint      not null,
  traceparent text        not null,
  payload     bytea       not null,
  created_at  timestamptz not null default now()
);

-- The last sequence given out for a key of a topic.
create table outbox_sequence (
  topic         text   not null,
  message_key   text   not null,
  last_sequence bigint not null,
  primary key (topic, message_key)
);

-- The next offset to consume; changed in the same transaction as the state the messages changed.
create table consumer_offset (
  consumer    text   not null,
  topic       text   not null,
  partition   int    not null,
  next_offset bigint not null,
  primary key (consumer, topic, partition)
);

-- The last sequence seen from a producer for a key of a topic.
create table inbox (
  consumer      text   not null,
  producer      text   not null,
  topic         text   not null,
  message_key   text   not null,
  last_sequence bigint not null,
  primary key (consumer, producer, topic, message_key)
);
