package io.tidemark.kit.outbox;

import io.tidemark.kit.codec.EncodedEvent;
import io.tidemark.kit.inbox.AfterCommit;
import io.tidemark.kit.outbox.OutboxRow.Stream;
import io.tidemark.kit.rows.TransactionRows;
import io.tidemark.kit.trace.Traceparent;
import io.tidemark.model.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes events within a transaction and writes them together at its end; the relay publishes them
 * once it has committed.
 */
public final class Outbox {

  /**
   * Gives each event the next sequence of its stream; streams in one order, so that two
   * transactions never wait for each other.
   */
  private static final String WRITE =
      """
      with events as (
        select *, row_number() over (partition by topic, message_key order by place) as turn
        from unnest(?::text[], ?::text[], ?::text[], ?::bytea[])
          with ordinality as event (topic, message_key, traceparent, payload, place)),
      reserved as (
        insert into outbox_sequence as streams (topic, message_key, last_sequence)
        select topic, message_key, count(*) from events
        group by topic, message_key order by topic, message_key
        on conflict (topic, message_key) do update
        set last_sequence = streams.last_sequence + excluded.last_sequence
        returning topic, message_key, last_sequence),
      counts as (select topic, message_key, count(*) as events from events group by 1, 2)
      insert into outbox (topic, message_key, sequence, traceparent, payload)
      select topic, message_key, last_sequence - counts.events + turn, traceparent, payload
      from events join reserved using (topic, message_key) join counts using (topic, message_key)
      order by place
      returning id, topic, message_key, sequence""";

  private final JdbcTemplate database;
  private final Consumer<List<OutboxRow>> committed;

  /**
   * @param relay is handed, after each commit, the events that it left here
   */
  public Outbox(JdbcTemplate database, OutboxRelay relay) {
    this.database = database;
    this.committed = relay::committed;
  }

  /**
   * Adds events in their order, in the trace context that is the current one now.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void append(List<? extends Event> events) {
    appendEncoded(events.stream().map(EncodedEvent::of).toList());
  }

  /** Adds events like {@link #append}. */
  public void appendEncoded(List<EncodedEvent> events) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("events enter the outbox within a transaction only");
    }
    if (!events.isEmpty()) {
      Pending pending = pending();
      events.forEach(event -> pending.events.add(Outgoing.of(event)));
    }
  }

  private Pending pending() {
    TransactionRows rows = TransactionRows.of(database);
    return rows.part(
        this,
        Pending.class,
        () -> {
          Pending begun = new Pending();
          rows.atEnd(() -> write(begun, rows));
          AfterCommit.run(() -> committed.accept(begun.written));
          return begun;
        });
  }

  private static void write(Pending pending, TransactionRows rows) {
    List<Outgoing> events = pending.events;
    rows.batch()
        .add(
            WRITE,
            (changed, written) -> pending.note(written),
            events.stream().map(event -> event.stream.topic()).toArray(String[]::new),
            events.stream().map(event -> event.stream.key()).toArray(String[]::new),
            events.stream().map(Outgoing::traceparent).toArray(String[]::new),
            events.stream().map(Outgoing::payload).toArray(byte[][]::new));
  }

  /** The events of one transaction, until it ends. */
  private static final class Pending {

    private final List<Outgoing> events = new ArrayList<>();
    private final List<OutboxRow> written = new ArrayList<>();

    /** Notes the events as they stand in the table: those of a stream in the order they came. */
    void note(@Nullable ResultSet rows) throws SQLException {
      Map<Stream, Queue<Outgoing>> streams = new HashMap<>();
      events.forEach(
          event -> streams.computeIfAbsent(event.stream, key -> new ArrayDeque<>()).add(event));
      while (rows != null && rows.next()) {
        Stream stream = new Stream(rows.getString(2), rows.getString(3));
        Outgoing event = streams.getOrDefault(stream, new ArrayDeque<>()).remove();
        written.add(
            new OutboxRow(
                rows.getLong(1), stream, rows.getLong(4), event.traceparent, event.payload));
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Outgoing(Stream stream, String traceparent, byte[] payload) {
    static Outgoing of(EncodedEvent encoded) {
      Event event = encoded.event();
      return new Outgoing(
          new Stream(event.eventSchema().topic().topicName(), event.key()),
          Traceparent.forEvent(event),
          encoded.bytes());
    }
  }
}
