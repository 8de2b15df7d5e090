package io.tidemark.core.parity;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time that is replayed.
 *
 * @param from its first instant
 * @param to the first instant after it; at most {@value #MOST_DAYS} days later
 */
public record Window(Instant from, Instant to) {

  /** A longer one is replayed in parts. */
  public static final int MOST_DAYS = 7;

  /**
   * @throws IllegalArgumentException if it is empty or too long
   */
  public Window {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("to must be after from %s, was %s".formatted(from, to));
    }
    if (Duration.between(from, to).compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
      throw new IllegalArgumentException(
          "to must be at most %d days after from %s, was %s; ask for parts of it"
              .formatted(MOST_DAYS, from, to));
    }
  }

  /** Whether an instant is in it. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }
}
