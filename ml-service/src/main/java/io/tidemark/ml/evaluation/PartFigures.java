package io.tidemark.ml.evaluation;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.Evaluation;
import io.tidemark.core.learn.Label;
import io.tidemark.core.learn.Labels;
import io.tidemark.core.learn.RankCurve;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.Predictor;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How well a model foretells on a part of the bars.
 *
 * @param rows how many were judged, 1 or above
 * @param from when the first opened
 * @param to when the last closed
 * @param labels how often each label came, by its ordinal
 * @param metrics as {@link HoldOutScore#metrics()}
 * @param confusion how often each label, by ordinal, was foretold as each
 * @param calibration bins of the most probable label's probability, the lowest first
 * @param curves receiver operating characteristics: {@link #DIRECTION} of up against down among the
 *     bars that came to either, and each label against the others; empty where one side is missing
 */
public record PartFigures(
    int rows,
    Instant from,
    Instant to,
    List<Integer> labels,
    SortedMap<String, Double> metrics,
    List<List<Integer>> confusion,
    List<Evaluation.CalibrationBin> calibration,
    SortedMap<String, List<RankCurve.Point>> curves) {

  /** Name of the curve of up against down. */
  public static final String DIRECTION = "DIRECTION";

  private static final int MOST_POINTS = 200;

  /** Keeps its collections from change. */
  public PartFigures {
    labels = List.copyOf(labels);
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    confusion = confusion.stream().map(List::copyOf).toList();
    calibration = List.copyOf(calibration);
    curves = Collections.unmodifiableSortedMap(new TreeMap<>(curves));
  }

  /**
   * Judges.
   *
   * @param rows at least one, whose labels and features are known
   */
  static PartFigures of(Predictor predictor, FeatureTable table, Labels labels, Rows rows) {
    int[] came = ordinals(labels, rows);
    double[][] foretold = predictor.predict(table, rows);
    Evaluation evaluation = Evaluation.of(came, foretold);
    return new PartFigures(
        rows.size(),
        table.openTime(rows.get(0)),
        table.closeTime(rows.get(rows.size() - 1)),
        Stream.of(Label.values()).map(label -> (int) labels.count(rows, label)).toList(),
        HoldOutScore.metrics(came, foretold),
        evaluation.confusion(),
        evaluation.calibration(),
        curves(came, foretold));
  }

  /** What came after rows, by ordinal. */
  static int[] ordinals(Labels labels, Rows rows) {
    return rows.stream().map(row -> labels.label(row).ordinal()).toArray();
  }

  private static SortedMap<String, List<RankCurve.Point>> curves(int[] came, double[][] foretold) {
    SortedMap<String, List<RankCurve.Point>> curves = new TreeMap<>();
    int[] all = IntStream.range(0, came.length).toArray();
    for (Label label : Label.values()) {
      curves.put(label.name(), curve(came, foretold, all, label, one -> one[label.ordinal()]));
    }
    int[] moved = IntStream.of(all).filter(i -> came[i] != Label.NEUTRAL.ordinal()).toArray();
    curves.put(
        DIRECTION,
        curve(
            came,
            foretold,
            moved,
            Label.UP,
            one -> one[Label.UP.ordinal()] - one[Label.DOWN.ordinal()]));
    return curves;
  }

  private static List<RankCurve.Point> curve(
      int[] came,
      double[][] foretold,
      int[] places,
      Label positive,
      ToDoubleFunction<double[]> score) {
    boolean[] is = new boolean[places.length];
    double[] scores = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      is[i] = came[places[i]] == positive.ordinal();
      scores[i] = score.applyAsDouble(foretold[places[i]]);
    }
    return RankCurve.points(is, scores, MOST_POINTS);
  }
}
