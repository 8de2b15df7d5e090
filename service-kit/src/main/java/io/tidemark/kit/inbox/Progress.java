package io.tidemark.kit.inbox;

import io.tidemark.kit.messaging.Received;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far one consumer is: as it is stored, and what it has consumed since. On its thread. */
final class Progress {

  /** How long what changed nothing may wait to be stored. */
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<TopicPartition, Long> stored = new HashMap<>();
  private final Map<TopicPartition, Long> consumed = new HashMap<>();
  private final Map<Source, Long> seen = new HashMap<>();
  private final Set<Source> unsaved = new HashSet<>();
  private long savedAt = System.nanoTime();

  /**
   * Begins anew at a partition; what is stored of producers is to be read again.
   *
   * @param offset null if nothing of the partition was consumed yet
   */
  void begin(TopicPartition partition, @Nullable Long offset) {
    seen.keySet().retainAll(unsaved);
    if (offset == null) {
      stored.remove(partition);
      consumed.remove(partition);
    } else {
      stored.put(partition, offset);
      consumed.put(partition, offset);
    }
  }

  /** The next offset to consume. */
  long next(TopicPartition partition) {
    return consumed.getOrDefault(partition, 0L);
  }

  /** The offset as it is stored; null for none. */
  @Nullable Long stored(TopicPartition partition) {
    return stored.get(partition);
  }

  /** The last sequence seen of a source; null if that is not known here. */
  @Nullable Long lastSequence(Source source) {
    return seen.get(source);
  }

  boolean wasJustSaved() {
    return System.nanoTime() - savedAt < LONGEST_WAIT_NANOS;
  }

  /** What is to be stored with a transaction's step: all that is not yet. */
  Step unsavedAnd(Step step) {
    Step all = new Step();
    consumed.forEach(
        (partition, offset) -> {
          if (!offset.equals(stored.get(partition))) {
            all.offsets.put(partition, offset);
          }
        });
    unsaved.forEach(source -> all.sequences.put(source, seen.getOrDefault(source, 0L)));
    all.offsets.putAll(step.offsets);
    all.sequences.putAll(step.sequences);
    return all;
  }

  /** Goes on by a step that has committed but is not stored. */
  void consumed(Step step) {
    consumed.putAll(step.offsets);
    seen.putAll(step.sequences);
    unsaved.addAll(step.sequences.keySet());
  }

  /** Goes on by a step that was stored. */
  void saved(Step step) {
    stored.putAll(step.offsets);
    consumed.putAll(step.offsets);
    seen.putAll(step.sequences);
    unsaved.clear();
    savedAt = System.nanoTime();
  }

  /** What one transaction consumes. */
  static final class Step {

    final Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
    final Map<Source, Long> sequences = new LinkedHashMap<>();
    boolean mayWait;
  }

  /** What counts its messages: a producer's stream of one key. */
  record Source(String producer, String topic, String key) {

    /** Null for a message whose producer does not count. */
    static @Nullable Source of(Received received) {
      String producer = received.producer();
      return producer == null ? null : new Source(producer, received.topic(), received.key());
    }
  }
}
