package io.tidemark.position.stage;

import io.tidemark.kit.messaging.Received;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One input, or a stretch of trades, bars or predictions of one partition, in the place in which it
 * was applied.
 *
 * @param sequence from 1, without gaps
 */
sealed interface JournalEntry {

  long sequence();

  /**
   * What the stage is told from here on.
   *
   * @param document the configuration
   */
  record ConfigurationSet(long sequence, String document) implements JournalEntry {}

  /**
   * An event.
   *
   * @param subject the signal, order or command that it is of
   */
  record EventApplied(long sequence, Received received, UUID subject) implements JournalEntry {}

  /**
   * The trades, bars or predictions of a partition between two offsets, both included. Those among
   * them that are neither of an instrument with a live position, nor bars that correlations are
   * taken over, nor the first to tell that a pause is over, change nothing, then as in a replay.
   */
  record TicksApplied(long sequence, String topic, int partition, long from, long to)
      implements JournalEntry {

    /** This stretch up to a further message; null if that is not on its partition. */
    @Nullable TicksApplied upTo(Received tick) {
      boolean follows =
          topic.equals(tick.topic()) && partition == tick.partition() && tick.offset() > to;
      return follows ? new TicksApplied(sequence, topic, partition, from, tick.offset()) : null;
    }
  }
}
