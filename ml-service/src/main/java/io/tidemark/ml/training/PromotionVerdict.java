package io.tidemark.ml.training;

import io.tidemark.kit.configuration.Promotion;
import io.tidemark.ml.registry.PromotionMetric;
import java.util.Locale;
import java.util.SortedMap;

/**
 * Whether a model does better than another on the same hold-out.
 *
 * @param isBetter by the margin of the training file at least
 * @param reason both figures
 */
public record PromotionVerdict(boolean isBetter, String reason) {

  /**
   * Compares.
   *
   * @param own the model's metrics
   * @param other what it is compared with, for the reason
   * @param others its metrics
   * @throws IllegalArgumentException if the rule's metric is none of a hold-out of bars, or not
   *     known of both
   */
  static PromotionVerdict of(
      Promotion rule,
      SortedMap<String, Double> own,
      String other,
      SortedMap<String, Double> others) {
    String key = PromotionMetric.valueOf(rule.metric().name()).key();
    Double value = own.get(key);
    Double over = others.get(key);
    if (value == null || over == null) {
      throw new IllegalArgumentException(
          "promotion.metric %s is not known of this hold-out; take auc, accuracy, log_loss or brier"
              .formatted(rule.metric().name().toLowerCase(Locale.ROOT)));
    }
    double advantage =
        switch (rule.metric()) {
          case AUC, ACCURACY, PROFIT_FACTOR, SHARPE -> value - over;
          case LOG_LOSS, BRIER -> over - value;
        };
    boolean better = advantage > 0 && advantage >= rule.margin();
    return new PromotionVerdict(
        better,
        String.format(
            Locale.ROOT,
            "%s %.4f is %s than %.4f of %s by %s",
            key,
            value,
            better ? "better" : "not better",
            over,
            other,
            rule.margin()));
  }
}
