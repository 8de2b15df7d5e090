package io.tidemark.core.bar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as nanoseconds since the epoch: exact from 1677 to 2262, and cheap to compare. */
final class EpochNanos {
  private static final long NANOS = 1_000_000_000L;

  private EpochNanos() {}

  /**
   * @throws ArithmeticException if the instant is out of range
   */
  static long of(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }

  static Instant toInstant(long nanos) {
    return Instant.EPOCH.plus(nanos, ChronoUnit.NANOS);
  }
}
