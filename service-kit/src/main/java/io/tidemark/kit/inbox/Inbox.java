package io.tidemark.kit.inbox;

import io.tidemark.kit.inbox.Progress.Source;
import io.tidemark.kit.inbox.Progress.Step;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.rows.TransactionRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Remembers, in the service's own schema, what has been consumed, in the transactions that write
 * the state the messages change. As long as no other instance moves the offsets of a consumer, what
 * was seen of its producers is known in memory, too.
 */
public final class Inbox {

  private static final String BEGIN_OFFSETS =
      """
      insert into consumer_offset (consumer, topic, partition, next_offset)
      select ?, * from unnest(?::text[], ?::int[], ?::bigint[])
      on conflict do nothing returning topic, partition""";

  private static final String MOVE_OFFSETS =
      """
      update consumer_offset as stored set next_offset = moved.next_offset
      from unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[])
        as moved (topic, partition, next_offset, before)
      where stored.consumer = ? and stored.topic = moved.topic
        and stored.partition = moved.partition and stored.next_offset = moved.before
      returning stored.topic, stored.partition""";

  private static final String REMEMBER =
      """
      insert into inbox (consumer, producer, topic, message_key, last_sequence)
      select ?, * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
      on conflict (consumer, producer, topic, message_key)
      do update set last_sequence = excluded.last_sequence""";

  private final JdbcTemplate database;
  private final Map<String, Progress> consumers = new ConcurrentHashMap<>();

  public Inbox(JdbcTemplate database) {
    this.database = database;
  }

  /** The offset to go on from; empty if nothing of the partition was consumed yet. */
  public Optional<Long> nextOffset(String consumer, TopicPartition partition) {
    Optional<Long> stored = stored(consumer, partition);
    progress(consumer).begin(partition, stored.orElse(null));
    return stored;
  }

  /**
   * Moves the offsets past {@code messages} and gives those of them that were not consumed yet. If
   * another instance has moved them in the meantime, the transaction does not commit but throws
   * {@link LostOwnershipException}; the next call knows where that one stands.
   */
  public List<ConsumerRecord<String, byte[]>> admit(
      String consumer, List<ConsumerRecord<String, byte[]>> messages) {
    Progress progress = progress(consumer);
    Step step = step(consumer);
    List<ConsumerRecord<String, byte[]>> admitted = new ArrayList<>(messages.size());
    for (ConsumerRecord<String, byte[]> message : messages) {
      TopicPartition partition = new TopicPartition(message.topic(), message.partition());
      if (message.offset() >= progress.next(partition)) {
        admitted.add(message);
        step.offsets.put(partition, message.offset() + 1);
      }
    }
    return admitted;
  }

  /** Those of {@code events} that were not seen before, in their order; marks them as seen. */
  public List<Received> unseen(String consumer, List<Received> events) {
    Map<Source, Long> last = lastSequences(consumer, events);
    Step step = step(consumer);
    List<Received> unseen = new ArrayList<>(events.size());
    for (Received received : events) {
      Source source = Source.of(received);
      if (source == null) {
        unseen.add(received);
      } else if (received.sequence() > last.getOrDefault(source, 0L)) {
        last.put(source, received.sequence());
        step.sequences.put(source, received.sequence());
        unseen.add(received);
      }
    }
    return unseen;
  }

  /**
   * Tells that the messages of the current transaction changed nothing. That they were consumed may
   * be stored a little later, with those that follow: after a crash they come again, and change
   * nothing again.
   */
  public void changedNothing(String consumer) {
    step(consumer).mayWait = true;
  }

  private Progress progress(String consumer) {
    return consumers.computeIfAbsent(consumer, name -> new Progress());
  }

  /** What the current transaction consumes. */
  private Step step(String consumer) {
    TransactionRows rows = TransactionRows.of(database);
    return rows.part(
        new Part(this, consumer),
        Step.class,
        () -> {
          Step begun = new Step();
          rows.atEnd(() -> save(consumer, begun, rows.batch()));
          return begun;
        });
  }

  private void save(String consumer, Step step, SaveBatch batch) {
    Progress progress = progress(consumer);
    if (step.mayWait && progress.wasJustSaved()) {
      AfterCommit.run(() -> progress.consumed(step));
      return;
    }
    Step all = progress.unsavedAnd(step);
    List<TopicPartition> begun = new ArrayList<>();
    List<TopicPartition> moved = new ArrayList<>();
    all.offsets
        .keySet()
        .forEach(partition -> (progress.stored(partition) == null ? begun : moved).add(partition));
    if (!begun.isEmpty()) {
      batch.add(
          BEGIN_OFFSETS,
          (changed, rows) -> requireAll(consumer, begun, rows),
          consumer,
          topics(begun),
          numbers(begun),
          values(begun, all.offsets::get));
    }
    if (!moved.isEmpty()) {
      batch.add(
          MOVE_OFFSETS,
          (changed, rows) -> requireAll(consumer, moved, rows),
          topics(moved),
          numbers(moved),
          values(moved, all.offsets::get),
          values(moved, progress::stored),
          consumer);
    }
    remember(consumer, all.sequences, batch);
    AfterCommit.run(() -> progress.saved(all));
  }

  private static String[] topics(List<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::topic).toArray(String[]::new);
  }

  private static Integer[] numbers(List<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new);
  }

  private static Long[] values(
      List<TopicPartition> partitions, Function<TopicPartition, @Nullable Long> value) {
    return partitions.stream().map(value).toArray(Long[]::new);
  }

  /** An offset that does not stand where this instance left it was moved by another one. */
  private void requireAll(String consumer, List<TopicPartition> moved, @Nullable ResultSet rows)
      throws SQLException {
    Set<TopicPartition> lost = new LinkedHashSet<>(moved);
    while (rows != null && rows.next()) {
      lost.remove(new TopicPartition(rows.getString(1), rows.getInt(2)));
    }
    if (!lost.isEmpty()) {
      lost.forEach(partition -> nextOffset(consumer, partition));
      throw new LostOwnershipException(consumer, lost.iterator().next());
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
    Progress progress = progress(consumer);
    Map<Source, Long> last = new HashMap<>();
    Set<Source> unknown = new LinkedHashSet<>();
    for (Received received : events) {
      Source source = Source.of(received);
      Long sequence = source == null ? null : progress.lastSequence(source);
      if (sequence != null) {
        last.put(source, sequence);
      } else if (source != null) {
        unknown.add(source);
      }
    }
    if (!unknown.isEmpty()) {
      readSequences(consumer, unknown, last);
    }
    return last;
  }

  private void readSequences(String consumer, Set<Source> sources, Map<Source, Long> last) {
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

  private static void remember(String consumer, Map<Source, Long> sequences, SaveBatch batch) {
    if (!sequences.isEmpty()) {
      batch.add(
          REMEMBER,
          consumer,
          sequences.keySet().stream().map(Source::producer).toArray(String[]::new),
          sequences.keySet().stream().map(Source::topic).toArray(String[]::new),
          sequences.keySet().stream().map(Source::key).toArray(String[]::new),
          sequences.values().toArray(Long[]::new));
    }
  }

  private record Part(Inbox inbox, String consumer) {}

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
