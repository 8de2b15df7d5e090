package io.tidemark.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.kit.configuration.Promotion;
import io.tidemark.kit.configuration.Promotion.Metric;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionVerdictTest {

  private static SortedMap<String, Double> metrics(String key, double value) {
    return new TreeMap<>(Map.of(key, value));
  }

  @ParameterizedTest
  @CsvSource({
    "AUC, auc, 0.25, 0.75, 0.5, true",
    "AUC, auc, 0.25, 0.625, 0.5, false",
    "AUC, auc, 0, 0.5, 0.5, false",
    "LOG_LOSS, logLoss, 0.25, 0.5, 0.75, true",
    "LOG_LOSS, logLoss, 0.25, 0.75, 0.5, false",
    "BRIER, brier, 0.25, 0.625, 0.75, false",
  })
  void asksForTheMarginInTheMetricsOwnDirection(
      Metric metric, String key, double margin, double own, double other, boolean better) {
    PromotionVerdict verdict =
        PromotionVerdict.of(
            new Promotion(metric, margin), metrics(key, own), "another", metrics(key, other));

    assertThat(verdict.isBetter()).isEqualTo(better);
  }

  @Test
  void tellsBothFigures() {
    assertThat(
            PromotionVerdict.of(
                    new Promotion(Metric.AUC, 0.01),
                    metrics("auc", 0.505),
                    "no model",
                    metrics("auc", 0.5))
                .reason())
        .isEqualTo("auc 0.5050 is not better than 0.5000 of no model by 0.01");
  }

  @Test
  void refusesAMetricThatNeedsABacktest() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PromotionVerdict.of(
                    new Promotion(Metric.SHARPE, 0.1),
                    metrics("auc", 0.6),
                    "no model",
                    metrics("auc", 0.5)))
        .withMessage(
            "promotion.metric sharpe is not known of this hold-out;"
                + " take auc, accuracy, log_loss or brier");
  }
}
