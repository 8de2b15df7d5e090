package io.tidemark.ingestor.feed;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the venue's stream has come. It concerns every instrument, but comes with every message:
 * it is passed on to all when a minute closes by it, and otherwise a few times a second. Safe for
 * use by several threads.
 */
final class StreamTime {

  private static final long MINUTE_SECONDS = 60;
  private static final long BROADCAST_NANOS = Duration.ofMillis(50).toNanos();

  private final Duration grace;
  private Instant latest = Instant.EPOCH;
  private Instant told = Instant.EPOCH;
  private long toldMinute = Long.MIN_VALUE;
  private long toldNanos = Long.MIN_VALUE / 2;

  /**
   * @param grace by which the stream must have passed a close
   */
  StreamTime(Duration grace) {
    this.grace = grace;
  }

  /**
   * The stream has passed an instant.
   *
   * @param nanos of the machine's clock
   * @return whether all instruments are to hear of it now
   */
  synchronized boolean pass(Instant time, long nanos) {
    if (!time.isAfter(latest)) {
      return false;
    }
    latest = time;
    long minute = Math.floorDiv(time.minus(grace).getEpochSecond(), MINUTE_SECONDS);
    if (minute == toldMinute && nanos - toldNanos < BROADCAST_NANOS) {
      return false;
    }
    toldMinute = minute;
    return take(nanos);
  }

  /** Whether all instruments are to hear of what was not passed on yet. */
  synchronized boolean isUntold(long nanos) {
    return latest.isAfter(told) && take(nanos);
  }

  private boolean take(long nanos) {
    toldNanos = nanos;
    told = latest;
    return true;
  }

  /** How far the stream has come; null before the first message. */
  synchronized @Nullable Instant latest() {
    return latest.equals(Instant.EPOCH) ? null : latest;
  }
}
