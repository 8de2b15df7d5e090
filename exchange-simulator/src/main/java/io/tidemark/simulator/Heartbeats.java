package io.tidemark.simulator;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When connections that heard nothing are told that they live: after a second of the venue's, at
 * most fifty times a second of the machine's, and at least once, also while the venue stands still.
 */
final class Heartbeats {

  private static final long VENUE_MICROS = 1_000_000;
  private static final long SHORTEST_NANOS = Duration.ofMillis(20).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier venueMicros;
  private final LongSupplier nanoTime;
  private long lastMicros;
  private long lastNanos;

  /**
   * @param venueMicros the venue's time
   * @param nanoTime the machine's rising clock
   */
  Heartbeats(LongSupplier venueMicros, LongSupplier nanoTime) {
    this.venueMicros = venueMicros;
    this.nanoTime = nanoTime;
    lastMicros = venueMicros.getAsLong();
    lastNanos = nanoTime.getAsLong();
  }

  /** Whether they are due; if so, the next are due after these. */
  boolean areDue() {
    long micros = venueMicros.getAsLong();
    long nanos = nanoTime.getAsLong();
    long elapsed = nanos - lastNanos;
    boolean due =
        elapsed >= LONGEST_NANOS
            || (elapsed >= SHORTEST_NANOS && micros - lastMicros >= VENUE_MICROS);
    if (due) {
      lastMicros = micros;
      lastNanos = nanos;
    }
    return due;
  }
}
