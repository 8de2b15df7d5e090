package io.tidemark.ml.run;

import io.tidemark.kit.work.RunningWork;
import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.model.TrainingStep;
import io.tidemark.ml.registry.TrainingRun.Progress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How far a run is in this process. Steps are told by one thread; all else is thread-safe. */
final class RunProgress extends RunningWork implements TrainingProgress {

  /** Between two writes. */
  private static final long PAUSE_NANOS = 500_000_000;

  private final Consumer<Progress> written;
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
}
