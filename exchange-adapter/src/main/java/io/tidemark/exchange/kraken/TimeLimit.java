package io.tidemark.exchange.kraken;

import io.tidemark.exchange.stream.VenueOffset;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The latest instant that data can be dated now: the venue's clock, or the suite's where that is
 * ahead, and a tolerance. In a replay the suite's clock follows the venue's, reads it now and then,
 * and runs up to some hundred times as fast as the machine's; the tolerance is for the delay of
 * these readings, so it grows by the same factor. Thread-safe.
 */
final class TimeLimit {

  /** The speed is measured over at least this. */
  private static final long WINDOW_NANOS = 200_000_000;

  /** In which half of what a clock once ran faster is forgotten: a jump is no speed. */
  private static final double HALF_LIFE_NANOS = 5e9;

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Duration tolerance;
  private final VenueOffset offset;

  private Instant windowStart;
  private long windowNanos;
  private double speed = 1;

  TimeLimit(
      InstantSource clock, LongSupplier nanoTime, Duration tolerance, VenueOffset venueOffset) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.tolerance = tolerance;
    this.offset = venueOffset;
    windowStart = clock.instant();
    windowNanos = nanoTime.getAsLong();
  }

  /** The fastest that the clock was seen to run of late counts: a replay may pause and go on. */
  synchronized Instant latest() {
    Instant now = clock.instant();
    long nanos = nanoTime.getAsLong();
    long elapsed = nanos - windowNanos;
    if (elapsed >= WINDOW_NANOS) {
      double measured = (double) Duration.between(windowStart, now).toMillis() * 1e6 / elapsed;
      double remembered = 1 + (speed - 1) * Math.pow(0.5, elapsed / HALF_LIFE_NANOS);
      speed = Math.max(remembered, measured);
      windowStart = now;
      windowNanos = nanos;
    }
    Duration ahead = offset.atLeast();
    return (ahead.isPositive() ? now.plus(ahead) : now)
        .plusMillis((long) (tolerance.toMillis() * speed));
  }

  /** Whether the venue's clock is ahead of the suite's, and so it is the venue's. */
  boolean isVenues() {
    return offset.atLeast().isPositive();
  }

  Duration tolerance() {
    return tolerance;
  }
}
