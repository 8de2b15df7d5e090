package io.tidemark.exchange.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a venue's clock is ahead of the suite's, as the venue's answers about its time tell. The
 * machine's clock may be wrong, and then nothing that the venue dates can be judged by it alone.
 * Thread-safe.
 */
public final class VenueOffset {

  private volatile Duration atLeast = Duration.ZERO;

  /**
   * The venue told its time. Answers are rounded down, so the venue was there when the answer came
   * at the latest.
   *
   * @param came when the answer was there, by the suite's clock
   */
  public void told(Instant venueTime, Instant came) {
    atLeast = Duration.between(came, venueTime);
  }

  /**
   * By how much the venue's clock is ahead at least; below 0 where it may be behind. Differs from
   * the truth by the time an answer takes and the venue's rounding, which is up to a second; 0
   * before the venue told its time.
   */
  public Duration atLeast() {
    return atLeast;
  }
}
