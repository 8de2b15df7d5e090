package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.kit.configuration.Promotion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionRuleTest {

  /** All figures are exact in binary. */
  @ParameterizedTest
  @CsvSource({
    "DIRECTION_AUC, 0.125, 0.75,  0.5,   true",
    "AUC,      0.125, 0.75,  0.5,   true",
    "AUC,      0.25,  0.75,  0.5,   true",
    "AUC,      0.25,  0.625, 0.5,   false",
    "AUC,      0.25,  0.5,   0.75,  false",
    "AUC,      0,     0.5,   0.5,   false",
    "AUC,      0,     0.625, 0.5,   true",
    "LOG_LOSS, 0.25,  0.5,   0.75,  true",
    "LOG_LOSS, 0.25,  0.75,  0.5,   false",
    "BRIER,    0,     0.5,   0.5,   false",
    "SHARPE,   0.5,   -1,    -2,    true"
  })
  void isMetByTheMarginInTheMetricsOwnDirection(
      PromotionMetric metric, double margin, double value, double over, boolean met) {
    assertThat(new PromotionRule(metric, margin).isMet(value, over)).isEqualTo(met);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAMarginThatIsNone(double margin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PromotionRule(PromotionMetric.AUC, margin))
        .withMessage("promotion.margin must be 0 or above, was " + margin);
  }

  @Test
  void tellsBothFigures() {
    PromotionRule rule =
        PromotionRule.of(new Promotion(Promotion.Metric.DIRECTION_AUC, 0.01, true));

    assertThat(
            rule.judge(
                Map.of("directionAuc", 0.505, "auc", 0.8),
                "the hold-out",
                "no model",
                Map.of("directionAuc", 0.5, "auc", 0.5)))
        .contains(
            new PromotionVerdict(
                false,
                "directionAuc 0.505000 on the hold-out is not better than no model's 0.500000"
                    + " by 0.010000"));
  }

  @Test
  void knowsNothingOfAMetricThatWasNotMeasured() {
    PromotionRule rule = new PromotionRule(PromotionMetric.SHARPE, 0.1);

    assertThat(rule.judge(Map.of("auc", 0.6), "the hold-out", "no model", Map.of("sharpe", 1.0)))
        .isEmpty();
  }

  @Test
  void isNeverMetByWhatIsNoNumber() {
    PromotionRule rule = new PromotionRule(PromotionMetric.AUC, 0);

    assertThat(rule.isMet(Double.NaN, 0.5)).isFalse();
    assertThat(rule.isMet(0.5, Double.NaN)).isFalse();
  }
}
