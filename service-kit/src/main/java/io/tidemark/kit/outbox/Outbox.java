package io.tidemark.kit.outbox;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.inbox.AfterCommit;
import io.tidemark.kit.messaging.Traceparent;
import io.tidemark.model.event.Event;
import io.tidemark.model.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes events within a transaction; the relay publishes them once it has committed. */
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
   * Adds events in their order.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void append(List<? extends Event> events) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("events enter the outbox within a transaction only");
    }
    if (events.isEmpty()) {
      return;
    }
    Map<Stream, Long> next = reserve(events);
    List<Object[]> rows = new ArrayList<>(events.size());
    for (Event event : events) {
      Stream stream = Stream.of(event);
      long sequence = next.merge(stream, 1L, Long::sum) - 1;
      rows.add(
          new Object[] {
            stream.topic.topicName(),
            stream.key,
            sequence,
            Traceparent.forEvent(event),
            EventCodec.encode(event)
          });
    }
    database.batchUpdate(
        """
        insert into outbox (topic, message_key, sequence, traceparent, payload)
        values (?, ?, ?, ?, ?)
        """,
        rows);
    AfterCommit.run(wakeRelay);
  }

  /** The first sequence of each stream that these events may use. */
  private Map<Stream, Long> reserve(List<? extends Event> events) {
    Map<Stream, Long> counts = new LinkedHashMap<>();
    for (Event event : events) {
      counts.merge(Stream.of(event), 1L, Long::sum);
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

  private record Stream(Topic topic, String key) {
    static Stream of(Event event) {
      return new Stream(event.eventSchema().topic(), event.key());
    }
  }
}
