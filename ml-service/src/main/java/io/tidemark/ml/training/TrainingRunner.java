package io.tidemark.ml.training;

import io.tidemark.ml.model.TrainingProgress;
import io.tidemark.ml.process.TrainingOutcome;
import io.tidemark.ml.process.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;

/** Where trainings run. */
@FunctionalInterface
public interface TrainingRunner {

  /**
   * Runs one to its end.
   *
   * @param folder of this training alone, for its files; is made
   * @param progress told of each step
   * @return what it came to; a model is in the folder
   * @throws InterruptedException if the thread is interrupted; the training has ended then
   * @throws IOException if the folder cannot be written, or the training not be started
   */
  TrainingOutcome run(TrainingTask task, Path folder, TrainingProgress progress)
      throws IOException, InterruptedException;
}
