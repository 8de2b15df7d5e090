package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.Labels;
import io.tidemark.core.learn.TimeSplits;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.kit.configuration.TrainingTarget;

/**
 * The bars of a history with what came after each, in parts by time. The parts follow from the bars
 * and the target alone, so that models with other features are judged on the same hold-out.
 */
public final class LabelledRows {

  private final TrainingInput input;
  private final FeatureTable table;
  private final Labels labels;
  private final TimeSplits splits;

  private LabelledRows(TrainingInput input, FeatureTable table, Labels labels, TimeSplits splits) {
    this.input = input;
    this.table = table;
    this.labels = labels;
    this.splits = splits;
  }

  /**
   * Labels and divides, as a training file says.
   *
   * @throws IllegalArgumentException if the bars do not make up those that the features read, they
   *     are too few for the parts, or meta-labels are asked for and there is no trade
   */
  public static LabelledRows of(TrainingFile file, TrainingInput input) {
    if (file.target().type() == TrainingTarget.Type.META_LABEL && input.trades().isEmpty()) {
      throw new IllegalArgumentException(
          "target.type meta_label needs closed trades to learn from, there are none;"
              + " take price_direction or triple_barrier with candles alone");
    }
    FeatureTable table = FeatureTable.of(file.featureSet(), input.history());
    Labels labels = file.target().labels(table, input.trades());
    TrainingFile.Split split = file.training().split();
    TimeSplits splits =
        TimeSplits.of(
            labels,
            Rows.between(0, table.rows()),
            new TimeSplits.Shares(
                split.validationPct(), split.holdoutPct(), split.embargoPeriods()));
    return new LabelledRows(input, table, labels, splits);
  }

  /** The features that the training file declares. */
  public FeatureTable table() {
    return table;
  }

  /** The same bars with other features. */
  public FeatureTable table(FeatureSet set) {
    return set.equals(table.set()) ? table : FeatureTable.of(set, input.history());
  }

  /** What came after each bar. */
  public Labels labels() {
    return labels;
  }

  /** The rows that judge. */
  public Rows holdOut() {
    return splits.holdout();
  }

  /**
   * Those to learn from whose features are known.
   *
   * @param history bars that each must know, its own included
   * @throws IllegalArgumentException if there are none
   */
  Rows train(int history) {
    return known("training", splits.train(), history);
  }

  /**
   * Those that say when to stop and whose features are known.
   *
   * @param history bars that each must know, its own included
   * @throws IllegalArgumentException if there are none
   */
  public Rows validation(int history) {
    return known("validation", splits.validation(), history);
  }

  private Rows known(String part, Rows rows, int history) {
    int first = Math.max(table.firstWarm(), history - 1);
    Rows known = rows.where(row -> row >= first);
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          "of %d bars nothing is left for the %s: features are known from bar %d on;"
                  .formatted(table.rows(), part, first)
              + " give more bars or widen data.window_size_days");
    }
    return known;
  }
}
