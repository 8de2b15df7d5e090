package io.tidemark.ml.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionRuleTest {

  /** All figures are exact in binary. */
  @ParameterizedTest
  @CsvSource({
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
  void isNeverMetByWhatIsNoNumber() {
    PromotionRule rule = new PromotionRule(PromotionMetric.AUC, 0);

    assertThat(rule.isMet(Double.NaN, 0.5)).isFalse();
    assertThat(rule.isMet(0.5, Double.NaN)).isFalse();
  }
}
