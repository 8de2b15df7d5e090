package io.tidemark.kit.log;

import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * How long the bars of an instant wait for what belongs to them: together for so long of the
 * suite's time, but of the machine's not longer either, and not much less than a message takes,
 * however fast a replay is. Bars that are late by more than that wait for a message only: what
 * belongs to them was sent long ago.
 */
public final class Patience {

  private static final Duration LEAST = Duration.ofMillis(200);

  private final SuiteClock clock;
  private final Duration most;

  private Instant instant = Instant.MIN;
  private Instant end = Instant.MIN;
  private long began;

  /**
   * @param most how long, 0 or above
   */
  public Patience(SuiteClock clock, Duration most) {
    this.clock = clock;
    this.most = most;
  }

  /** Does {@code step} until {@code done}, or patience with bars of this instant is at its end. */
  public void until(Instant closeTime, BooleanSupplier done, Runnable step) {
    if (!closeTime.equals(instant)) {
      instant = closeTime;
      began = System.nanoTime();
      Instant now = clock.instant();
      end = now.isAfter(closeTime.plus(most)) ? now : now.plus(most);
    }
    while (!done.getAsBoolean() && !isOver()) {
      step.run();
    }
  }

  private boolean isOver() {
    Duration waited = Duration.ofNanos(System.nanoTime() - began);
    boolean suiteTimeIsOver = !clock.instant().isBefore(end);
    return waited.compareTo(most) >= 0 || (suiteTimeIsOver && waited.compareTo(LEAST) >= 0);
  }
}
