package io.tidemark.simulator.limits;

import io.tidemark.simulator.limits.RateLimits.Bound;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** A count that falls with time and may not pass its bound. */
final class DecayingCount {

  private static final int NANO_SCALE = 9;

  private final Bound bound;
  private BigDecimal count = BigDecimal.ZERO;
  private Instant at;

  DecayingCount(Bound bound, Instant now) {
    this.bound = bound;
    this.at = now;
  }

  /** Counts points, unless that would pass the bound. */
  boolean take(int points, Instant now) {
    fall(now);
    BigDecimal after = count.add(BigDecimal.valueOf(points));
    if (after.compareTo(bound.most()) > 0) {
      return false;
    }
    count = after;
    return true;
  }

  boolean isZero(Instant now) {
    fall(now);
    return count.signum() == 0;
  }

  private void fall(Instant now) {
    BigDecimal seconds =
        BigDecimal.valueOf(Math.max(0, Duration.between(at, now).toNanos()), NANO_SCALE);
    count = count.subtract(seconds.multiply(bound.decay())).max(BigDecimal.ZERO);
    at = now;
  }
}
