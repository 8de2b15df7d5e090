package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.Evaluation;
import io.tidemark.ml.registry.PromotionMetric;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a model did on bars that it was not fitted on, beside what can be foretold without a model:
 * every label by its share among the bars trained on.
 *
 * @param rows how many bars were judged, 1 or above
 * @param from when the first opened
 * @param to when the last closed
 * @param metrics by name, as {@link PromotionMetric#key} has them, with {@code calibrationError};
 *     one that is not known is left out
 * @param baseline the same without a model
 */
public record HoldOutScore(
    int rows,
    Instant from,
    Instant to,
    SortedMap<String, Double> metrics,
    SortedMap<String, Double> baseline) {

  /** An area under the curve so near to a half is that of chance. */
  public static final double CHANCE = 0.03;

  private static final double HALF = 0.5;

  public HoldOutScore {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    baseline = Collections.unmodifiableSortedMap(new TreeMap<>(baseline));
  }

  /**
   * Judges.
   *
   * @throws IllegalArgumentException if features of the hold-out are not known yet at its begin
   */
  static HoldOutScore of(Predictor predictor, ClassBalance balance, LabelledRows labelled) {
    FeatureTable table = labelled.table(predictor.features());
    Rows rows = labelled.holdOut();
    int first = Math.max(table.firstWarm(), predictor.history() - 1);
    if (rows.get(0) < first) {
      throw new IllegalArgumentException(
          "the hold-out begins with bar %d, features are known from bar %d on; give more bars"
              .formatted(rows.get(0), first));
    }
    int[] labels = rows.stream().map(row -> labelled.labels().label(row).ordinal()).toArray();
    double[][] shares = new double[rows.size()][];
    Arrays.fill(shares, balance.shares());
    return new HoldOutScore(
        rows.size(),
        table.openTime(rows.get(0)),
        table.closeTime(rows.get(rows.size() - 1)),
        metrics(Evaluation.of(labels, predictor.predict(table, rows))),
        metrics(Evaluation.of(labels, shares)));
  }

  private static SortedMap<String, Double> metrics(Evaluation evaluation) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put(PromotionMetric.ACCURACY.key(), evaluation.accuracy());
    metrics.put(PromotionMetric.LOG_LOSS.key(), evaluation.logLoss());
    metrics.put(PromotionMetric.BRIER.key(), evaluation.brier());
    metrics.put("calibrationError", evaluation.expectedCalibrationError());
    if (!Double.isNaN(evaluation.auc())) {
      metrics.put(PromotionMetric.AUC.key(), evaluation.auc());
    }
    return metrics;
  }

  /** Whether the model tells labels apart better than chance would. */
  public boolean foundSomething() {
    Double auc = metrics.get(PromotionMetric.AUC.key());
    return auc != null && auc > HALF + CHANCE;
  }
}
