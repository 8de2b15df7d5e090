package io.tidemark.ml.live;

import io.tidemark.kit.log.TopicLog;
import io.tidemark.kit.messaging.Gathering;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Lets the bars of an instant wait for each other: for those of the instruments that had bars at
 * the instant before, but not longer than it is told. Bars of several instants wait for none, nor
 * do those that come late. For one thread.
 */
final class InstantGathering implements Gathering {

  private final Duration most;
  private final Map<String, Instant> latest = new HashMap<>();

  /**
   * @param most how long, 0 or above
   */
  InstantGathering(Duration most) {
    if (most.isNegative()) {
      throw new IllegalArgumentException(
          "tidemark.ml.batch-max-wait must be 0 or above, was " + most);
    }
    this.most = most;
  }

  /** An instrument had bars that closed at an instant. */
  void saw(InstrumentId instrument, Instant closeTime) {
    latest.merge(instrument.key(), closeTime, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** Instruments are not waited for any more. */
  void forget(Collection<InstrumentId> gone) {
    gone.forEach(instrument -> latest.remove(instrument.key()));
  }

  @Override
  public boolean goesOn(List<ConsumerRecord<String, byte[]>> messages, Duration waited) {
    if (waited.compareTo(most) >= 0 || latest.isEmpty()) {
      return false;
    }
    Set<String> come = new HashSet<>();
    for (ConsumerRecord<String, byte[]> message : messages) {
      if (!come.add(message.key())) {
        return false;
      }
    }
    Instant before = latest.values().stream().max(Instant::compareTo).orElseThrow();
    boolean isNext =
        TopicLog.event(messages.getFirst().value(), BarsClosed.class)
            .filter(bars -> bars.closeTime().isAfter(before))
            .isPresent();
    return isNext
        && latest.entrySet().stream()
            .anyMatch(one -> one.getValue().equals(before) && !come.contains(one.getKey()));
  }
}
