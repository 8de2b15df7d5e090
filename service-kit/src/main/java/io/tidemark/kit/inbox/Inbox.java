package io.tidemark.kit.inbox;

import io.tidemark.kit.messaging.Received;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Remembers, in the service's own schema, what has been consumed. Both methods that write must run
 * in the transaction that writes the state the messages change.
 */
public final class Inbox {

  private final JdbcClient database;
  private final JdbcTemplate batches;
  private final Map<Consumed, Long> expected = new ConcurrentHashMap<>();

  public Inbox(JdbcTemplate database) {
    this.database = JdbcClient.create(database);
    this.batches = database;
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
    Map<Source, Long> last = new HashMap<>();
    List<Received> unseen = new ArrayList<>(events.size());
    for (Received received : events) {
      if (received.producer() == null) {
        unseen.add(received);
        continue;
      }
      Source source = new Source(received.producer(), received.topic(), received.key());
      long seen = last.computeIfAbsent(source, s -> lastSequence(consumer, s));
      if (received.sequence() > seen) {
        last.put(source, received.sequence());
        unseen.add(received);
      }
    }
    last.forEach((source, sequence) -> remember(consumer, source, sequence));
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
        batches.batchUpdate(
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
    return database
        .sql(
            """
            insert into consumer_offset (consumer, topic, partition, next_offset)
            values (?, ?, ?, ?) on conflict do nothing
            """)
        .params(consumed.consumer, partition.topic(), partition.partition(), next)
        .update();
  }

  private void requireOne(int changed, Consumed consumed) {
    if (changed == 0) {
      nextOffset(consumed.consumer, consumed.partition);
      throw new LostOwnershipException(consumed.consumer, consumed.partition);
    }
  }

  private Optional<Long> stored(String consumer, TopicPartition partition) {
    return database
        .sql(
            """
            select next_offset from consumer_offset
            where consumer = ? and topic = ? and partition = ?
            """)
        .params(consumer, partition.topic(), partition.partition())
        .query(Long.class)
        .optional();
  }

  private long lastSequence(String consumer, Source source) {
    return database
        .sql(
            """
            select last_sequence from inbox
            where consumer = ? and producer = ? and topic = ? and message_key = ?
            """)
        .params(consumer, source.producer, source.topic, source.key)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private void remember(String consumer, Source source, long sequence) {
    database
        .sql(
            """
            insert into inbox (consumer, producer, topic, message_key, last_sequence)
            values (?, ?, ?, ?, ?)
            on conflict (consumer, producer, topic, message_key)
            do update set last_sequence = excluded.last_sequence
            """)
        .params(consumer, source.producer, source.topic, source.key, sequence)
        .update();
  }

  private record Consumed(String consumer, TopicPartition partition) {}

  private record Source(String producer, String topic, String key) {}

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
