package io.tidemark.launcher.train;

import io.tidemark.ml.evaluation.ModelEvaluation;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.TrainingRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written as JSON.
 *
 * @param bundle folder of the model
 * @param sha256 of the bundle
 * @param holdOut how it did on the hold-out of the bars that were given
 * @param foundDirection whether it tells better than chance which way prices go
 * @param deployed whether it is in use now; null if that was not asked for
 * @param reason of that; null if it was not asked for
 * @param promotion whether it would be taken into use, by the training file's rule
 * @param evaluation what it is worth
 * @param missing of each feature the share of the bars trained on that lacked it
 * @param training how the model came to be
 */
record TrainReport(
    TrainMode mode,
    String bundle,
    String sha256,
    HoldOutScore holdOut,
    boolean foundDirection,
    @Nullable Boolean deployed,
    @Nullable String reason,
    Promotion promotion,
    ModelEvaluation evaluation,
    List<Double> missing,
    TrainingRecord training) {

  TrainReport {
    missing = List.copyOf(missing);
  }

  static TrainReport of(
      TrainMode mode,
      ModelBundle bundle,
      HoldOutScore score,
      Promotion promotion,
      ModelEvaluation evaluation) {
    boolean deploys = mode == TrainMode.DEPLOY;
    return new TrainReport(
        mode,
        bundle.path().toString(),
        bundle.hash(),
        score,
        score.foundDirection(),
        deploys ? promotion.isBetter() : null,
        deploys ? promotion.reason() : null,
        promotion,
        evaluation,
        bundle.standardiser().missing(),
        bundle.training());
  }
}
