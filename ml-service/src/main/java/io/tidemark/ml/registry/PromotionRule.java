package io.tidemark.ml.registry;

import io.tidemark.kit.configuration.Promotion;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

  /** The rule of a training file. */
  public static PromotionRule of(Promotion promotion) {
    return new PromotionRule(
        PromotionMetric.valueOf(promotion.metric().name()), promotion.margin());
  }

  /**
   * Judges figures of the same hold-out.
   *
   * @param own the model's
   * @param holdOut which one, for the reason
   * @param who it is compared with, for the reason
   * @param others that one's
   * @return empty if the metric is not known of both
   */
  public Optional<PromotionVerdict> judge(
      Map<String, Double> own, String holdOut, String who, Map<String, Double> others) {
    Double value = own.get(metric.key());
    Double other = others.get(metric.key());
    if (value == null || other == null) {
      return Optional.empty();
    }
    boolean met = isMet(value, other);
    return Optional.of(
        new PromotionVerdict(
            met,
            "%s %s on %s is %s than %s's %s by %s"
                .formatted(
                    metric.key(),
                    figure(value),
                    holdOut,
                    met ? "better" : "not better",
                    who,
                    figure(other),
                    figure(margin))));
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  /** Whether a value is so much better than another. */
  boolean isMet(double value, double over) {
    double advantage = metric.advantage(value, over);
    return advantage > 0 && advantage >= margin;
  }
}
