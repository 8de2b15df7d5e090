package io.tidemark.kit.outbox;

import io.tidemark.kit.codec.EncodedEvent;
import io.tidemark.kit.messaging.Traceparent;
import io.tidemark.model.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Takes events within a transaction and writes them together at its end; the relay publishes them
 * once it has committed.
 */
public final class Outbox {

  private final JdbcTemplate database;
  private final Runnable wakeRelay;

  /**
   * @param wakeRelay called after each commit that left events here
   */
  public Outbox(JdbcTemplate database, Runnable wakeRelay) {
    this.database = database;
    this.wakeRelay = wakeRelay;
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
      events.forEach(event -> pending.rows.add(Row.of(event)));
    }
  }

  private Pending pending() {
    if (TransactionSynchronizationManager.getResource(this) instanceof Pending begun) {
      return begun;
    }
    Pending pending = new Pending();
    TransactionSynchronizationManager.registerSynchronization(pending);
    TransactionSynchronizationManager.bindResource(this, pending);
    return pending;
  }

  private void write(List<Row> rows) {
    Map<Stream, Long> next = reserve(rows);
    List<Object[]> columns = new ArrayList<>(rows.size());
    for (Row row : rows) {
      long sequence = next.merge(row.stream, 1L, Long::sum) - 1;
      columns.add(
          new Object[] {row.stream.topic, row.stream.key, sequence, row.traceparent, row.payload});
    }
    database.batchUpdate(
        """
        insert into outbox (topic, message_key, sequence, traceparent, payload)
        values (?, ?, ?, ?, ?)
        """,
        columns);
  }

  /**
   * The first sequence of each stream that these rows may use. Streams are asked for in one order,
   * so that two transactions never wait for each other.
   */
  private Map<Stream, Long> reserve(List<Row> rows) {
    SortedMap<Stream, Long> counts = new TreeMap<>();
    for (Row row : rows) {
      counts.merge(row.stream, 1L, Long::sum);
    }
    List<Stream> streams = List.copyOf(counts.keySet());
    Map<Stream, Long> first = new HashMap<>();
    database.query(
        """
        insert into outbox_sequence (topic, message_key, last_sequence)
        select * from unnest(?::text[], ?::text[], ?::bigint[])
        on conflict (topic, message_key) do update
        set last_sequence = outbox_sequence.last_sequence + excluded.last_sequence
        returning topic, message_key, last_sequence
        """,
        row -> {
          Stream stream = new Stream(row.getString(1), row.getString(2));
          first.put(stream, row.getLong(3) - counts.getOrDefault(stream, 0L) + 1);
        },
        streams.stream().map(Stream::topic).toArray(String[]::new),
        streams.stream().map(Stream::key).toArray(String[]::new),
        counts.values().toArray(Long[]::new));
    return first;
  }

  /** The events of one transaction, until it ends. */
  private final class Pending implements TransactionSynchronization {

    private final List<Row> rows = new ArrayList<>();

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(Outbox.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(Outbox.this, this);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      write(rows);
    }

    @Override
    public void afterCommit() {
      wakeRelay.run();
    }

    @Override
    public void afterCompletion(int outcome) {
      TransactionSynchronizationManager.unbindResourceIfPossible(Outbox.this);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Row(Stream stream, String traceparent, byte[] payload) {
    static Row of(EncodedEvent encoded) {
      Event event = encoded.event();
      return new Row(Stream.of(event), Traceparent.forEvent(event), encoded.bytes());
    }
  }

  private record Stream(String topic, String key) implements Comparable<Stream> {

    private static final Comparator<Stream> ORDER =
        Comparator.comparing(Stream::topic).thenComparing(Stream::key);

    static Stream of(Event event) {
      return new Stream(event.eventSchema().topic().topicName(), event.key());
    }

    @Override
    public int compareTo(Stream other) {
      return ORDER.compare(this, other);
    }
  }
}
