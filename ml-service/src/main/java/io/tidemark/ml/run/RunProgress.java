package io.tidemark.ml.run;

import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import io.tidemark.ml.registry.TrainingRun.Progress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is in this process, and whether it is to end. Steps are told by one thread; all
 * else is thread-safe.
 */
final class RunProgress implements TrainingProgress {

  /** Between two writes. */
  private static final long PAUSE_NANOS = 500_000_000;

  private final Consumer<Progress> written;
  private @Nullable Thread worker = Thread.currentThread();
  private boolean stopped;
  private String waitsFor = "";
  private @Nullable Long writtenAt;

  /**
   * Of a run that the current thread works on.
   *
   * @param written where steps are kept; is told of some of them
   */
  RunProgress(Consumer<Progress> written) {
    this.written = written;
  }

  /** Holds no lock while it writes, so that {@link #stop} never waits for a database. */
  @Override
  public void on(TrainingStep step) {
    long now = System.nanoTime();
    boolean last = step.done() == step.of();
    if (writtenAt == null || last || now - writtenAt >= PAUSE_NANOS) {
      writtenAt = now;
      double loss = step.validationLoss();
      written.accept(new Progress(step.done(), step.of(), Double.isNaN(loss) ? null : loss));
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Takes what keeps the run from going on, until it does; empty for nothing. */
  synchronized void waitFor(String cause) {
    waitsFor = cause;
  }

  /** What keeps the run from going on; empty if nothing does. */
  synchronized String waitsFor() {
    return waitsFor;
  }

  /** Asks for the end, and wakes the worker from whatever it waits for. */
  synchronized void stop() {
    stopped = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** The worker leaves the run; what was meant for it then does not reach the worker's next one. */
  synchronized void leave() {
    worker = null;
    Thread.interrupted();
  }
}
