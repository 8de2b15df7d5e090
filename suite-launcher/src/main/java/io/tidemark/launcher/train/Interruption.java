package io.tidemark.launcher.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when the program is told to end, and lets the program end only
 * when that thread has put its things away.
 */
final class Interruption implements AutoCloseable {

  /** Longer than a training's process may take to end. */
  private static final long LONGEST_SECONDS = 10;

  private final Thread interrupted = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().unstarted(this::interrupt);

  private Interruption() {}

  /** Begins to listen. */
  static Interruption onEnd() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void interrupt() {
    interrupted.interrupt();
    try {
      if (!closed.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("tidemark: the training does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Listens no longer. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      interrupted.interrupt(); // The program ends already, and nothing is to be begun.
    }
  }
}
