package io.tidemark.kit.work;

import org.jspecify.annotations.Nullable;

/**
 * A piece of work that a thread does now: whether it is to end, and what keeps it from going on.
 * Thread-safe, as long as what extends it holds its monitor for its own fields.
 */
public abstract class RunningWork {

  private @Nullable Thread worker = Thread.currentThread();
  private boolean stopped;
  private String waitsFor = "";

  /** Of the current thread. */
  protected RunningWork() {}

  /** Whether it is to end. */
  public final synchronized boolean isStopped() {
    return stopped;
  }

  /** Takes what keeps it from going on, until it does; empty for nothing. */
  public final synchronized void waitFor(String cause) {
    waitsFor = cause;
  }

  /** What keeps it from going on; empty if nothing does. */
  public final synchronized String waitsFor() {
    return waitsFor;
  }

  /** Asks for the end, and wakes the worker from whatever it waits for. */
  public final synchronized void stop() {
    stopped = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** The worker leaves it; what was meant for it then does not reach the worker's next one. */
  public final synchronized void leave() {
    worker = null;
    Thread.interrupted();
  }
}
