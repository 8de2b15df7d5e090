package io.tidemark.exchange.kraken;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The latest instant that data can be dated now: the suite's clock and a tolerance. In a replay
 * that clock follows the venue's, reads it now and then, and runs up to some hundred times as fast
 * as the machine's; the tolerance is for the delay of these readings, so it grows by the same
 * factor. Thread-safe.
 */
final class TimeLimit {

  /** The speed is measured over at least this. */
  private static final long WINDOW_NANOS = 200_000_000;

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Duration tolerance;

  private Instant windowStart;
  private long windowNanos;
  private double speed = 1;

  TimeLimit(InstantSource clock, LongSupplier nanoTime, Duration tolerance) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.tolerance = tolerance;
    windowStart = clock.instant();
    windowNanos = nanoTime.getAsLong();
  }

  /** The fastest that the clock was seen to run counts: a replay may pause and go on. */
  synchronized Instant latest() {
    Instant now = clock.instant();
    long nanos = nanoTime.getAsLong();
    long elapsed = nanos - windowNanos;
    if (elapsed >= WINDOW_NANOS) {
      double measured = (double) Duration.between(windowStart, now).toMillis() * 1e6 / elapsed;
      speed = Math.max(speed, measured);
      windowStart = now;
      windowNanos = nanos;
    }
    return now.plusMillis((long) (tolerance.toMillis() * speed));
  }

  Duration tolerance() {
    return tolerance;
  }
}
