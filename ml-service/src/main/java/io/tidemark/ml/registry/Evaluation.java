package io.tidemark.ml.registry;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;

/**
 * How a model did on a hold-out.
 *
 * @param metrics by name, such as {@code auc}; finite numbers
 * @param baseline the same metrics without a model on the same hold-out: of classes foretold by
 *     their share, or of the strategy alone
 */
public record Evaluation(
    UUID modelId,
    HoldOut holdOut,
    SortedMap<String, Double> metrics,
    SortedMap<String, Double> baseline,
    Instant evaluatedAt) {

  /**
   * @throws IllegalArgumentException if a number is not finite
   */
  public Evaluation {
    metrics = Figures.copy(metrics);
    baseline = Figures.copy(baseline);
  }
}
