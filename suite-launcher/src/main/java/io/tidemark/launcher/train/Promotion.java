package io.tidemark.launcher.train;

import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.training.Deployment;
import io.tidemark.ml.training.FurtherFigures;
import io.tidemark.ml.training.LabelledRows;
import io.tidemark.ml.training.ModelsFolder;
import java.io.IOException;

/**
 * Whether the newest model would be taken into use.
 *
 * @param isBetter than no model and than the one in use, by the rule of the training file
 * @param reason both figures, or why they cannot be compared
 */
record Promotion(boolean isBetter, String reason) {

  /** Of what was compared. */
  static Promotion of(Deployment deployment) {
    return new Promotion(deployment.verdict().isBetter(), deployment.verdict().reason());
  }

  /** Compares; nothing is changed. What cannot be compared is not better. */
  static Promotion judge(
      TrainingFile file, LabelledRows rows, ModelsFolder models, FurtherFigures further)
      throws IOException {
    try {
      return of(Deployment.judge(file, rows, models, further));
    } catch (IllegalArgumentException | CorruptModelException e) {
      return new Promotion(false, String.valueOf(e.getMessage()));
    }
  }
}
