package io.tidemark.core.bar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as nanoseconds since the epoch: exact from 1677 to 2262, and cheap to compare. */
final class EpochNanos {
  private static final long NANOS = 1_000_000_000L;
  private static final long MINUTE = 60 * NANOS;

  private EpochNanos() {}

  /**
   * @throws ArithmeticException if the instant is out of range
   */
  static long of(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }

  /** The minute that holds an instant, counted from the epoch. */
  static long minuteOf(long nanos) {
    return Math.floorDiv(nanos, MINUTE);
  }

  /** The second that holds an instant, counted from the epoch. */
  static long secondOf(long nanos) {
    return Math.floorDiv(nanos, NANOS);
  }

  /** The first instant of a minute. */
  static long ofMinute(long minute) {
    return minute * MINUTE;
  }

  static Instant toInstant(long nanos) {
    return Instant.EPOCH.plus(nanos, ChronoUnit.NANOS);
  }
}
