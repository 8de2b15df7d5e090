package io.tidemark.ingestor.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The suite's time as it was a while ago by the machine's own clock. What happened at the venue up
 * to then has had that while to arrive, at every speed of a replay alike.
 */
final class PastReadings {

  /** While none settles for long the oldest are of no use. */
  private static final int MOST = 1_000;

  private record Reading(long nanos, Instant suiteTime) {}

  private final long marginNanos;
  private final Deque<Reading> readings = new ArrayDeque<>();

  PastReadings(Duration margin) {
    this.marginNanos = margin.toNanos();
  }

  /** Notes a reading; {@code nanos} rises from call to call. */
  void note(long nanos, Instant suiteTime) {
    if (readings.size() == MOST) {
      readings.removeFirst();
    }
    readings.add(new Reading(nanos, suiteTime));
  }

  /** The latest suite time noted at least the margin before {@code nanos}; empty for none. */
  Optional<Instant> settledAt(long nanos) {
    Optional<Instant> settled = Optional.empty();
    while (!readings.isEmpty() && nanos - readings.getFirst().nanos >= marginNanos) {
      settled = Optional.of(readings.removeFirst().suiteTime);
    }
    return settled;
  }
}
