package io.tidemark.ml.run;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.Drift;
import io.tidemark.kit.configuration.Retraining;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far what a model sees, and how it does, have moved from its training.
 *
 * @param features in the order of the model's, at least one
 * @param score null if too few of its predictions are known to have come true or not
 */
record DriftFigures(List<FeatureDrift> features, @Nullable Score score) {

  private static final int NAMED = 3;
  private static final double PERCENT = 100;

  DriftFigures {
    features = List.copyOf(features);
  }

  /** How far the values of one feature have moved. */
  record FeatureDrift(String name, Drift drift) {

    private boolean isBeyond(Retraining limits) {
      return drift.stabilityIndex() > limits.psiThreshold()
          || drift.distance() > limits.ksThreshold();
    }
  }

  /**
   * Shares of bars that were foretold rightly.
   *
   * @param held on the hold-out, from 0 to 1
   * @param live since, from 0 to 1
   * @param predictions of which the live one is, above 0
   */
  record Score(double held, double live, int predictions) {

    /** By how much it has fallen; below 0 if it has risen. */
    double fall() {
      return held - live;
    }
  }

  /**
   * Compares the features of a table.
   *
   * @param trained rows that the model was trained on
   * @param live the latest rows
   * @param score null if it is not known
   */
  static DriftFigures of(FeatureTable table, Rows trained, Rows live, @Nullable Score score) {
    List<FeatureDrift> features = new ArrayList<>();
    for (int i = 0; i < table.features(); i++) {
      int feature = i;
      features.add(
          new FeatureDrift(
              table.set().names().get(feature),
              Drift.between(
                  trained.stream().mapToDouble(row -> table.value(row, feature)).toArray(),
                  live.stream().mapToDouble(row -> table.value(row, feature)).toArray())));
    }
    return new DriftFigures(features, score);
  }

  /** Percent of the features that have drifted beyond a file's thresholds, from 0 to 100. */
  double driftedPct(Retraining limits) {
    return PERCENT
        * features.stream().filter(feature -> feature.isBeyond(limits)).count()
        / features.size();
  }

  /** Whether the model is to be trained anew. */
  boolean isDrift(Retraining limits) {
    return driftedPct(limits) >= limits.driftedFeaturesPct()
        || (score != null && score.fall() >= limits.scoreDecay());
  }

  /** The greatest population stability index of a feature. */
  double greatestIndex() {
    return features.stream().mapToDouble(one -> one.drift().stabilityIndex()).max().orElse(0);
  }

  /** The greatest distance of Kolmogorov and Smirnov of a feature. */
  double greatestDistance() {
    return features.stream().mapToDouble(one -> one.drift().distance()).max().orElse(0);
  }

  /** The figures for people: the features that moved most, and the score. */
  String told() {
    String moved =
        features.stream()
            .sorted(
                Comparator.comparingDouble((FeatureDrift one) -> one.drift().stabilityIndex())
                    .reversed())
            .limit(NAMED)
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "%s PSI %.3f KS %.3f",
                        one.name(),
                        one.drift().stabilityIndex(),
                        one.drift().distance()))
            .collect(Collectors.joining(", "));
    return score == null ? moved : moved + "; " + told(Objects.requireNonNull(score));
  }

  private static String told(Score score) {
    return String.format(
        Locale.ROOT,
        "accuracy %.4f of %d live predictions, %.4f on the hold-out",
        score.live(),
        score.predictions(),
        score.held());
  }
}
