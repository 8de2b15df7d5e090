package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * When a model takes the place of the one in use: if it does better on the same hold-out.
 *
 * @param metric what is compared; default auc
 * @param margin by how much it must be better, in units of the metric, 0 or above; default 0.01
 */
public record Promotion(Metric metric, double margin) {

  /** What holds where nothing is given. */
  static final Promotion DEFAULT = read(null, null);

  /** How good a model is over a hold-out. */
  public enum Metric {
    /** Area under the curve; the higher the better. */
    AUC,
    /** Share of the bars that were foretold rightly; the higher the better. */
    ACCURACY,
    /** Logarithmic loss of the probabilities; the lower the better. */
    LOG_LOSS,
    /** Brier's score of the probabilities; the lower the better. */
    BRIER,
    /**
     * What the strategy won over what it lost with the model, after fees; the higher the better.
     */
    PROFIT_FACTOR,
    /** Sharpe ratio of the strategy with the model, after fees; the higher the better. */
    SHARPE
  }

  public Promotion {
    TrainingFile.require(
        margin >= 0 && Double.isFinite(margin), "promotion.margin must be 0 or above", margin);
  }

  @JsonCreator
  static Promotion read(@Nullable String metric, @Nullable Double margin) {
    return new Promotion(
        Choice.of("promotion.metric", Metric.class, metric, Metric.AUC),
        margin == null ? 0.01 : margin);
  }
}
