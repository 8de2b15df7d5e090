package io.tidemark.launcher.train;

import io.tidemark.ml.training.Deployment;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.TrainingRecord;
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
    TrainingRecord training) {

  static TrainReport of(TrainMode mode, ModelBundle bundle, HoldOutScore score) {
    return of(mode, bundle, score, null, null);
  }

  static TrainReport of(Deployment deployment) {
    return of(
        TrainMode.DEPLOY,
        deployment.newest(),
        deployment.score(),
        deployment.verdict().isBetter(),
        deployment.verdict().reason());
  }

  private static TrainReport of(
      TrainMode mode,
      ModelBundle bundle,
      HoldOutScore score,
      @Nullable Boolean deployed,
      @Nullable String reason) {
    return new TrainReport(
        mode,
        bundle.path().toString(),
        bundle.hash(),
        score,
        score.foundDirection(),
        deployed,
        reason,
        bundle.training());
  }
}
