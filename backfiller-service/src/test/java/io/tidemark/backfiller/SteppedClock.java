package io.tidemark.backfiller;

import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test sets. */
public final class SteppedClock implements SuiteClock {

  private volatile Instant now;

  public SteppedClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public void close() {}
}
