package io.tidemark.ml.evaluation;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.Labels;
import io.tidemark.core.learn.PermutationImportance;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.Predictor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which features a model goes by.
 *
 * @param gain of trees, the share of what all splits gained that is a feature's, the greatest
 *     first; empty of other models
 * @param permutation how much worse the hold-out is foretold when a feature is shuffled among its
 *     bars, the greatest first; empty of models that look at no feature
 * @param rows how many bars of the hold-out the latter was measured on, 0 if it was not
 */
public record Importance(List<Gain> gain, List<PermutationImportance> permutation, int rows) {

  /** Bars that are looked at for one column, those of sequences included. */
  private static final int MOST_BARS = 20_000;

  private static final int LEAST_ROWS = 200;
  private static final int MOST_ROWS = 2_000;

  /**
   * What a column gained.
   *
   * @param share of all gain, 0 to 1
   */
  public record Gain(String column, double share) {}

  /** Keeps its lists from change. */
  public Importance {
    gain = List.copyOf(gain);
    permutation = List.copyOf(permutation);
  }

  /**
   * Measures.
   *
   * @param holdOut at least one row; of many, some that lie evenly
   * @param seed of the shuffling
   */
  static Importance of(
      Predictor predictor,
      ModelBundle bundle,
      FeatureTable table,
      Labels labels,
      Rows holdOut,
      long seed) {
    List<Gain> gain = gain(predictor, bundle.standardiser().columnNames());
    if (!readsFeatures(bundle.training().kind())) {
      return new Importance(gain, List.of(), 0);
    }
    Rows some = some(holdOut, predictor.history());
    return new Importance(
        gain,
        predictor.importance(table, some, PartFigures.ordinals(labels, some), seed),
        some.size());
  }

  private static boolean readsFeatures(ModelKind kind) {
    return switch (kind) {
      case LSTM, RANDOM_FOREST, XGBOOST, LOGISTIC -> true;
      case ARIMA, HEURISTIC -> false;
    };
  }

  private static List<Gain> gain(Predictor predictor, List<String> columns) {
    return predictor
        .gains()
        .map(
            gains ->
                IntStream.range(0, gains.length)
                    .mapToObj(i -> new Gain(columns.get(i), gains[i]))
                    .sorted(Comparator.comparingDouble(Gain::share).reversed())
                    .toList())
        .orElse(List.of());
  }

  private static Rows some(Rows rows, int history) {
    int most = Math.clamp(MOST_BARS / history, LEAST_ROWS, MOST_ROWS);
    int step = (rows.size() + most - 1) / most;
    return Rows.of(
        IntStream.iterate(0, place -> place < rows.size(), place -> place + step)
            .map(rows::get)
            .toArray());
  }
}
