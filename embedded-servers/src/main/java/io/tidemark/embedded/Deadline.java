package io.tidemark.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Polls a condition for a bounded time. */
final class Deadline {

  private static final Duration POLL = Duration.ofMillis(20);

  private Deadline() {}

  /**
   * Waits until the condition holds.
   *
   * @return whether it held within the limit; when the thread is interrupted, whether it holds then
   *     (the interrupt flag stays set)
   */
  static boolean awaits(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      if (!pause()) {
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /** Waits until the next poll; false when the thread is interrupted, whose flag stays set. */
  static boolean pause() {
    try {
      Thread.sleep(POLL);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
