package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.Evaluation;
import io.tidemark.core.learn.Label;
import io.tidemark.core.learn.RankCurve;
import io.tidemark.ml.registry.PromotionMetric;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How a model did on bars that it was not fitted on, beside what can be foretold without a model:
 * every label by its share among the bars trained on.
 *
 * @param rows how many bars were judged, 1 or above
 * @param from when the first opened
 * @param to when the last closed
 * @param metrics by name, as {@link PromotionMetric#key} has them, with {@code calibrationError}
 *     and {@link #DIRECTION_AUC}; one that is not known is left out
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

  /** Name of the area under the curve of up against down, among the bars that came to either. */
  public static final String DIRECTION_AUC = PromotionMetric.DIRECTION_AUC.key();

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
        metrics(labels, predictor.predict(table, rows)),
        metrics(labels, shares));
  }

  /**
   * How good probabilities were.
   *
   * @param labels what came, by ordinal of {@link Label}, at least one
   * @param probabilities of each, one a label
   * @return as {@link #metrics()}
   */
  public static SortedMap<String, Double> metrics(int[] labels, double[][] probabilities) {
    Evaluation evaluation = Evaluation.of(labels, probabilities);
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put(PromotionMetric.ACCURACY.key(), evaluation.accuracy());
    metrics.put(PromotionMetric.LOG_LOSS.key(), evaluation.logLoss());
    metrics.put(PromotionMetric.BRIER.key(), evaluation.brier());
    metrics.put("calibrationError", evaluation.expectedCalibrationError());
    if (!Double.isNaN(evaluation.auc())) {
      metrics.put(PromotionMetric.AUC.key(), evaluation.auc());
    }
    double direction = directionAuc(labels, probabilities);
    if (!Double.isNaN(direction)) {
      metrics.put(DIRECTION_AUC, direction);
    }
    return metrics;
  }

  /** How often one that rose was thought likelier to rise than one that fell; ties count half. */
  private static double directionAuc(int[] labels, double[][] probabilities) {
    int[] moved =
        IntStream.range(0, labels.length)
            .filter(i -> labels[i] != Label.NEUTRAL.ordinal())
            .toArray();
    boolean[] rose = new boolean[moved.length];
    double[] lean = new double[moved.length];
    for (int i = 0; i < moved.length; i++) {
      double[] given = probabilities[moved[i]];
      rose[i] = labels[moved[i]] == Label.UP.ordinal();
      lean[i] = given[Label.UP.ordinal()] - given[Label.DOWN.ordinal()];
    }
    return RankCurve.areaUnder(rose, lean);
  }

  /** The same with further metrics of both. */
  public HoldOutScore with(Map<String, Double> further, Map<String, Double> furtherBaseline) {
    SortedMap<String, Double> all = new TreeMap<>(metrics);
    all.putAll(further);
    SortedMap<String, Double> allBaseline = new TreeMap<>(baseline);
    allBaseline.putAll(furtherBaseline);
    return new HoldOutScore(rows, from, to, all, allBaseline);
  }

  /**
   * Whether the model tells better than chance which way prices go. That of {@code auc} alone does
   * not say so: it is above a half as well if only the size of moves is foretold.
   */
  public boolean foundDirection() {
    return isAboveChance(PromotionMetric.AUC.key()) && isAboveChance(DIRECTION_AUC);
  }

  /** Whether an area under the curve is above that of chance; false if it is not known. */
  public boolean isAboveChance(String metric) {
    Double auc = metrics.get(metric);
    return auc != null && auc > HALF + CHANCE;
  }
}
