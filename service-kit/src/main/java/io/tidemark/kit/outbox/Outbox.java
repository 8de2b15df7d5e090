package io.tidemark.kit.outbox;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.messaging.Traceparent;
import io.tidemark.model.event.Event;
import io.tidemark.model.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
          new Object[] {
            row.stream.topic.topicName(), row.stream.key, sequence, row.traceparent, row.payload
          });
    }
    database.batchUpdate(
        """
        insert into outbox (topic, message_key, sequence, traceparent, payload)
        values (?, ?, ?, ?, ?)
        """,
        columns);
  }

  /** The first sequence of each stream that these rows may use. */
  private Map<Stream, Long> reserve(List<Row> rows) {
    Map<Stream, Long> counts = new LinkedHashMap<>();
    for (Row row : rows) {
      counts.merge(row.stream, 1L, Long::sum);
    }
    Map<Stream, Long> first = new LinkedHashMap<>();
    counts.forEach(
        (stream, count) -> {
          Long last =
              database.queryForObject(
                  """
                  insert into outbox_sequence (topic, message_key, last_sequence)
                  values (?, ?, ?)
                  on conflict (topic, message_key) do update
                  set last_sequence = outbox_sequence.last_sequence + excluded.last_sequence
                  returning last_sequence
                  """,
                  Long.class,
                  stream.topic.topicName(),
                  stream.key,
                  count);
          if (last == null) {
            throw new IllegalStateException("no sequence for " + stream);
          }
          first.put(stream, last - count + 1);
        });
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
    static Row of(Event event) {
      return new Row(Stream.of(event), Traceparent.forEvent(event), EventCodec.encode(event));
    }
  }

  private record Stream(Topic topic, String key) {
    static Stream of(Event event) {
      return new Stream(event.eventSchema().topic(), event.key());
    }
  }
}
