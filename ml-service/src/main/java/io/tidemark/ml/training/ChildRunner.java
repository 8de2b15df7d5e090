package io.tidemark.ml.training;

import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.process.ProcessLimits;
import io.tidemark.ml.process.TrainingChild;
import io.tidemark.ml.process.TrainingOutcome;
import io.tidemark.ml.process.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;

/** Trains each model in a process of its own. */
public final class ChildRunner implements TrainingRunner {

  private final ProcessLimits limits;

  /** With limits for each process. */
  public ChildRunner(ProcessLimits limits) {
    this.limits = limits;
  }

  @Override
  public TrainingOutcome run(TrainingTask task, Path folder, TrainingProgress progress)
      throws IOException, InterruptedException {
    try (TrainingChild child = TrainingChild.start(folder, task, limits, progress)) {
      try {
        return child.await();
      } catch (InterruptedException e) {
        child.cancel();
        // Nobody may write into the folder any more when this returns.
        child.await();
        throw e;
      }
    }
  }
}
