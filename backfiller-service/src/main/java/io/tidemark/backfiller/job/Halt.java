package io.tidemark.backfiller.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells an item's work to end, and makes its pauses end with it. Thread-safe. */
final class Halt {

  /** The work was told to end; what is committed stays, and it can go on from there. */
  static final class HaltedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HaltedException() {
      super("the work was told to end");
    }
  }

  private final CountDownLatch halted = new CountDownLatch(1);

  void halt() {
    halted.countDown();
  }

  boolean isHalted() {
    return halted.getCount() == 0;
  }

  /**
   * @throws HaltedException if the work is to end
   */
  void check() {
    if (isHalted()) {
      throw new HaltedException();
    }
  }

  /**
   * Waits.
   *
   * @throws HaltedException if the work is to end meanwhile
   */
  void pause(Duration length) {
    try {
      if (halted.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new HaltedException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HaltedException();
    }
  }
}
