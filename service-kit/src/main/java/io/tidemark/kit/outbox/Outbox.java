package io.tidemark.kit.outbox;

import io.tidemark.kit.codec.EncodedEvent;
import io.tidemark.kit.messaging.Traceparent;
import io.tidemark.model.event.Event;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * Gives each event the next sequence of its stream. Streams are asked for in one order, so that
   * two transactions never wait for each other.
   */
  private void write(List<Row> rows) {
    database.update(
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
        """,
        rows.stream().map(Row::topic).toArray(String[]::new),
        rows.stream().map(Row::key).toArray(String[]::new),
        rows.stream().map(Row::traceparent).toArray(String[]::new),
        rows.stream().map(Row::payload).toArray(byte[][]::new));
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
  private record Row(String topic, String key, String traceparent, byte[] payload) {
    static Row of(EncodedEvent encoded) {
      Event event = encoded.event();
      return new Row(
          event.eventSchema().topic().topicName(),
          event.key(),
          Traceparent.forEvent(event),
          encoded.bytes());
    }
  }
}
