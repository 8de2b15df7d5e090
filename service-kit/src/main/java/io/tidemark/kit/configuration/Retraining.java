package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a model is trained anew before its time, with {@code data.rolling_update}: if enough of its
 * features have drifted from what it was trained on, or it does worse live than on its hold-out.
 *
 * @param psiThreshold population stability index above which a feature has drifted, above 0;
 *     default 0.25
 * @param ksThreshold distance of Kolmogorov and Smirnov above which it has, above 0, at most 1;
 *     default 0.3
 * @param driftedFeaturesPct percent of the features that must have drifted, above 0, at most 100;
 *     default 20
 * @param scoreDecay by how much its accuracy must have fallen, above 0, at most 1; default 0.1
 * @param minInterval the least time between two trainings, above 0; default 6h
 */
public record Retraining(
    double psiThreshold,
    double ksThreshold,
    int driftedFeaturesPct,
    double scoreDecay,
    Duration minInterval) {

  /** What holds where nothing is given. */
  static final Retraining DEFAULT = read(null, null, null, null, null);

  public Retraining {
    within("retraining.psi_threshold", psiThreshold, Double.MAX_VALUE);
    within("retraining.ks_threshold", ksThreshold, 1);
    within("retraining.drifted_features_pct", driftedFeaturesPct, 100);
    within("retraining.score_decay", scoreDecay, 1);
    TrainingFile.require(
        minInterval.isPositive(), "retraining.min_interval must be above 0", minInterval);
  }

  private static void within(String key, double value, double most) {
    TrainingFile.require(
        value > 0 && value <= most,
        key + " must be above 0" + (most == Double.MAX_VALUE ? "" : " and at most " + (int) most),
        value);
  }

  @JsonCreator
  static Retraining read(
      @Nullable Double psiThreshold,
      @Nullable Double ksThreshold,
      @Nullable Integer driftedFeaturesPct,
      @Nullable Double scoreDecay,
      @Nullable Duration minInterval) {
    return new Retraining(
        psiThreshold == null ? 0.25 : psiThreshold,
        ksThreshold == null ? 0.3 : ksThreshold,
        driftedFeaturesPct == null ? 20 : driftedFeaturesPct,
        scoreDecay == null ? 0.1 : scoreDecay,
        minInterval == null ? Duration.ofHours(6) : minInterval);
  }
}
