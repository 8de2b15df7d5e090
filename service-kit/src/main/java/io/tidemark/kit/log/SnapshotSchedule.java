package io.tidemark.kit.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When snapshots are taken: after some steps, or some time after the first step since the last.
 * Best between two bursts of steps, and so they may be late.
 */
public final class SnapshotSchedule {

  /** By how much they may be late to be taken at a good moment. */
  private static final int PATIENCE = 4;

  private final int everySteps;
  private final long everyNanos;
  private final LongSupplier nanoTime;

  private int steps;
  private long firstStep;
  private boolean hastened;

  /**
   * @param everySteps 1 or above
   * @param every above zero
   * @param nanoTime a clock that only goes forward
   */
  public SnapshotSchedule(int everySteps, Duration every, LongSupplier nanoTime) {
    if (everySteps < 1) {
      throw new IllegalArgumentException(
          "the bars between snapshots must be 1 or above, were " + everySteps);
    }
    if (!every.isPositive()) {
      throw new IllegalArgumentException(
          "the time between snapshots must be above 0, was " + every);
    }
    this.everySteps = everySteps;
    this.everyNanos = every.toNanos();
    this.nanoTime = nanoTime;
  }

  /** A stage took bars. */
  public void stepped() {
    if (steps++ == 0) {
      firstStep = nanoTime.getAsLong();
    }
  }

  /** The next flush shall take them in any case. */
  public void hasten() {
    hastened = true;
  }

  /** Whether they shall be taken at the next good moment. */
  public boolean isDue() {
    return isDue(1);
  }

  /** Whether the next flush shall take them, good moment or not. */
  public boolean isOverdue() {
    return isDue(PATIENCE);
  }

  private boolean isDue(int times) {
    return hastened
        || steps / times >= everySteps
        || (steps > 0 && (nanoTime.getAsLong() - firstStep) / times >= everyNanos);
  }

  /** They were taken. */
  public void taken() {
    steps = 0;
    hastened = false;
  }
}
