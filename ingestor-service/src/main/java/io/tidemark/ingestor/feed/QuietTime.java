package io.tidemark.ingestor.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far time may pass while a stream tells nothing: as far as the suite's clock was a margin
 * before the connection was last heard. A connection that is dead but not known to be lets no time
 * pass. For one thread.
 */
final class QuietTime {

  private final PastReadings readings;
  private long lastNanos;
  private @Nullable Instant lastReading;
  private @Nullable Long heardNanos;

  /**
   * @param margin what a message takes to arrive, by the machine's clock
   */
  QuietTime(Duration margin) {
    this.readings = new PastReadings(margin);
  }

  /**
   * Takes a look; {@code nanos} rises from look to look.
   *
   * @param reached what the venue's clock has surely come to, if it goes with the suite's
   * @param heardAt when the connection was last heard, by the suite's clock; empty for never
   * @return the suite's time up to which the venue had time to tell all it has, if that is news
   */
  Optional<Instant> look(
      long nanos, Instant suiteTime, Instant reached, Optional<Instant> heardAt) {
    Instant before = lastReading;
    if (before != null && heardAt.filter(heard -> !heard.isBefore(before)).isPresent()) {
      heardNanos = lastNanos;
    }
    readings.note(nanos, reached);
    lastNanos = nanos;
    lastReading = suiteTime;
    return heardNanos == null ? Optional.empty() : readings.settledAt(heardNanos);
  }
}
