package io.tidemark.ml.registry;

/**
 * When a model may take the champion's place.
 *
 * @param metric that is compared on the same hold-out
 * @param margin by which it must be better, in the metric's own unit, 0 or above; with 0 it must
 *     still be better
 */
public record PromotionRule(PromotionMetric metric, double margin) {

  /**
   * @throws IllegalArgumentException if the margin is out of its range
   */
  public PromotionRule {
    if (!(margin >= 0 && Double.isFinite(margin))) {
      throw new IllegalArgumentException("promotion.margin must be 0 or above, was " + margin);
    }
  }

  /** Whether a value is so much better than another. */
  boolean isMet(double value, double over) {
    double advantage = metric.advantage(value, over);
    return advantage > 0 && advantage >= margin;
  }
}
