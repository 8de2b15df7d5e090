package io.tidemark.kit.inbox;

import io.tidemark.kit.messaging.Received;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Remembers, in the service's own schema, what has been consumed. Both methods that write must run
 * in the transaction that writes the state the messages change.
 */
public final class Inbox {

  private final JdbcTemplate database;
  private final Map<Consumed, Long> expected = new ConcurrentHashMap<>();

  public Inbox(JdbcTemplate database) {
    this.database = database;
  }

  /** The offset to go on from; empty if nothing of the partition was consumed yet. */
  public Optional<Long> nextOffset(String consumer, TopicPartition partition) {
    Optional<Long> stored = stored(consumer, partition);
    Consumed consumed = new Consumed(consumer, partition);
    stored.ifPresentOrElse(
        offset -> expected.put(consumed, offset), () -> expected.remove(consumed));
    return stored;
  }

  /**
   * Moves the offsets past {@code messages} and gives those of them that were not consumed yet.
   *
   * @throws LostOwnershipException if another instance has moved them in the meantime; the next
   *     call knows where that one stands
   */
  public List<ConsumerRecord<String, byte[]>> admit(
      String consumer, List<ConsumerRecord<String, byte[]>> messages) {
    Map<TopicPartition, Long> next = new LinkedHashMap<>();
    List<ConsumerRecord<String, byte[]>> admitted = new ArrayList<>(messages.size());
    for (ConsumerRecord<String, byte[]> message : messages) {
      TopicPartition partition = new TopicPartition(message.topic(), message.partition());
      if (message.offset() >= expected.getOrDefault(new Consumed(consumer, partition), 0L)) {
        admitted.add(message);
        next.put(partition, message.offset() + 1);
      }
    }
    compareAndSet(consumer, next);
    return admitted;
  }

  /** Those of {@code events} that were not seen before, in their order; marks them as seen. */
  public List<Received> unseen(String consumer, List<Received> events) {
    Map<Source, Long> last = lastSequences(consumer, events);
    Map<Source, Long> moved = new LinkedHashMap<>();
    List<Received> unseen = new ArrayList<>(events.size());
    for (Received received : events) {
      Source source = Source.of(received);
      if (source == null) {
        unseen.add(received);
      } else if (received.sequence() > last.getOrDefault(source, 0L)) {
        last.put(source, received.sequence());
        moved.put(source, received.sequence());
        unseen.add(received);
      }
    }
    remember(consumer, moved);
    return unseen;
  }

  private void compareAndSet(String consumer, Map<TopicPartition, Long> next) {
    List<Consumed> moved = new ArrayList<>(next.size());
    List<Object[]> moves = new ArrayList<>(next.size());
    next.forEach(
        (partition, offset) -> {
          Consumed consumed = new Consumed(consumer, partition);
          Long before = expected.get(consumed);
          if (before == null) {
            requireOne(begin(consumed, offset), consumed);
          } else {
            moved.add(consumed);
            moves.add(
                new Object[] {offset, consumer, partition.topic(), partition.partition(), before});
          }
        });
    int[] changed =
        database.batchUpdate(
            """
            update consumer_offset set next_offset = ?
            where consumer = ? and topic = ? and partition = ? and next_offset = ?
            """,
            moves);
    for (int i = 0; i < changed.length; i++) {
      requireOne(changed[i], moved.get(i));
    }
    AfterCommit.run(
        () ->
            next.forEach(
                (partition, offset) -> expected.put(new Consumed(consumer, partition), offset)));
  }

  private int begin(Consumed consumed, long next) {
    TopicPartition partition = consumed.partition;
    return database.update(
        """
        insert into consumer_offset (consumer, topic, partition, next_offset)
        values (?, ?, ?, ?) on conflict do nothing
        """,
        consumed.consumer,
        partition.topic(),
        partition.partition(),
        next);
  }

  private void requireOne(int changed, Consumed consumed) {
    if (changed == 0) {
      nextOffset(consumed.consumer, consumed.partition);
      throw new LostOwnershipException(consumed.consumer, consumed.partition);
    }
  }

  private Optional<Long> stored(String consumer, TopicPartition partition) {
    return database
        .queryForList(
            """
            select next_offset from consumer_offset
            where consumer = ? and topic = ? and partition = ?
            """,
            Long.class,
            consumer,
            partition.topic(),
            partition.partition())
        .stream()
        .findFirst();
  }

  /** Of the sources of {@code events}, each that was seen before. */
  private Map<Source, Long> lastSequences(String consumer, List<Received> events) {
    List<Source> sources =
        events.stream().map(Source::of).filter(Objects::nonNull).distinct().toList();
    Map<Source, Long> last = new HashMap<>();
    if (!sources.isEmpty()) {
      database.query(
          """
          select producer, topic, message_key, last_sequence
          from inbox join unnest(?::text[], ?::text[], ?::text[]) as sources (producer, topic, message_key)
            using (producer, topic, message_key)
          where consumer = ?
          """,
          row -> {
            Source source = new Source(row.getString(1), row.getString(2), row.getString(3));
            last.put(source, row.getLong(4));
          },
          sources.stream().map(Source::producer).toArray(String[]::new),
          sources.stream().map(Source::topic).toArray(String[]::new),
          sources.stream().map(Source::key).toArray(String[]::new),
          consumer);
    }
    return last;
  }

  private void remember(String consumer, Map<Source, Long> moved) {
    List<Object[]> rows = new ArrayList<>(moved.size());
    moved.forEach(
        (source, sequence) ->
            rows.add(new Object[] {consumer, source.producer, source.topic, source.key, sequence}));
    database.batchUpdate(
        """
        insert into inbox (consumer, producer, topic, message_key, last_sequence)
        values (?, ?, ?, ?, ?)
        on conflict (consumer, producer, topic, message_key)
        do update set last_sequence = excluded.last_sequence
        """,
        rows);
  }

  private record Consumed(String consumer, TopicPartition partition) {}

  /** What counts its messages: a producer's stream of one key. */
  private record Source(String producer, String topic, String key) {

    /** Null for a message whose producer does not count. */
    static @Nullable Source of(Received received) {
      String producer = received.producer();
      return producer == null ? null : new Source(producer, received.topic(), received.key());
    }
  }

  /** Another instance consumed the partition: this one's memory is out of date. */
  public static final class LostOwnershipException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostOwnershipException(String consumer, TopicPartition partition) {
      super(
          "another instance of %s has consumed %s; this one reloads its state and goes on"
              .formatted(consumer, partition));
    }
  }
}
