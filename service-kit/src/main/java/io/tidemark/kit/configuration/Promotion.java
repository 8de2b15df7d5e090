package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * When a model takes the place of the one in use: if it does better on the same hold-out.
 *
 * @param metric what is compared; default direction_auc
 * @param margin by how much it must be better, in units of the metric, 0 or above; default 0.03, as
 *     areas of less are within chance
 * @param automatic whether the service promotes what is better as soon as it is trained, in place
 *     of letting it foretell in the shadow until somebody does; default true
 */
public record Promotion(Metric metric, double margin, boolean automatic) {

  /** What holds where nothing is given. */
  static final Promotion DEFAULT = read(null, null, null);

  /** How good a model is over a hold-out. */
  public enum Metric {
    /** Area under the curve of up against down, among bars that came to either. */
    DIRECTION_AUC,
    /**
     * Area under the curves of each label against the others; the higher the better. It is high as
     * well if only the size of moves is foretold.
     */
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
  static Promotion read(
      @Nullable String metric, @Nullable Double margin, @Nullable Boolean automatic) {
    return new Promotion(
        Choice.of("promotion.metric", Metric.class, metric, Metric.DIRECTION_AUC),
        margin == null ? 0.03 : margin,
        automatic == null || automatic);
  }
}
