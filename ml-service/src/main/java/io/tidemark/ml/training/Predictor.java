package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureRow;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.core.learn.PermutationImportance;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.kind.ModelKinds;
import io.tidemark.ml.reinforcement.SizingAgent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Features to probabilities of {@code DOWN}, {@code NEUTRAL} and {@code UP}, in the order of {@link
 * io.tidemark.core.learn.Label}. Rows of a table and of a stream that saw the same bars give the
 * same. Not for several threads at once.
 */
public final class Predictor implements AutoCloseable {

  private final Model model;
  private final FeatureSet features;
  private final Standardiser standardiser;
  private final ClassBalance balance;
  private final @Nullable SizingAgent sizing;

  /**
   * @param sizing the agent that goes with the model; null for none
   */
  Predictor(
      Model model,
      FeatureSet features,
      Standardiser standardiser,
      ClassBalance balance,
      @Nullable SizingAgent sizing) {
    this.model = model;
    this.features = features;
    this.standardiser = standardiser;
    this.balance = balance;
    this.sizing = sizing;
  }

  /**
   * Of a bundle whose files were looked at; the model's are looked at once more.
   *
   * @throws io.tidemark.ml.model.CorruptModelException if they are not as they were written
   */
  public static Predictor of(ModelBundle bundle) {
    return new Predictor(
        ModelKinds.load(bundle.model()),
        bundle.training().features().set(),
        bundle.standardiser(),
        bundle.training().balance(),
        bundle.sizing());
  }

  /** What it must be shown. */
  public FeatureSet features() {
    return features;
  }

  /** How many bars it looks at for a prediction, that of the prediction included; 1 or above. */
  public int history() {
    return model.settings().history();
  }

  /**
   * Predicts at rows of a table.
   *
   * @return probabilities for each row, in order
   * @throws IllegalArgumentException if the table is of other features, or the first row has not
   *     {@link #history} bars
   */
  public double[][] predict(FeatureTable table, Rows rows) {
    if (rows.isEmpty()) {
      return new double[0][];
    }
    int from = firstOf(rows);
    SampleTable samples = SampleRows.of(standardiser, table, from, rows.get(rows.size() - 1) + 1);
    return predict(samples, rows.stream().map(row -> row - from).toArray());
  }

  /**
   * Of its size, what a long position that is decided on at a row is to have, from 0 to 1; null if
   * no agent goes with the model.
   *
   * @throws IllegalArgumentException if the table is of other features
   */
  public @Nullable Double sizeShare(FeatureTable table, int row) {
    if (sizing == null) {
      return null;
    }
    double[] known = new double[standardiser.columns()];
    standardiser.apply(table, row, known, 0);
    return sizing.choose(known).share();
  }

  /** The first bar that is looked at for predictions at rows. */
  private int firstOf(Rows rows) {
    int from = rows.get(0) - history() + 1;
    if (from < 0) {
      throw new IllegalArgumentException(
          "the first row must be %d or above, as the model looks at %d bars, was %d"
              .formatted(history() - 1, history(), rows.get(0)));
    }
    return from;
  }

  /**
   * Predicts at the last row of each of some streams, all at once.
   *
   * @param streams of each the latest rows, the last at its end, {@link #history} or more. Give one
   *     more where there is one: the change of the oldest close is not known without
   * @return probabilities for each stream, in order
   * @throws IllegalArgumentException if the rows are of other features or too few
   */
  public double[][] predict(List<? extends List<FeatureRow>> streams) {
    int[] last = new int[streams.size()];
    int rows = 0;
    for (int i = 0; i < last.length; i++) {
      if (streams.get(i).size() < history()) {
        throw new IllegalArgumentException(
            "stream %d must give the %d rows that the model looks at, gave %d"
                .formatted(i, history(), streams.get(i).size()));
      }
      rows += streams.get(i).size();
      last[i] = rows - 1;
    }
    return predict(SampleRows.of(standardiser, features, streams), last);
  }

  /**
   * How much each column gained where trees split by it, in sum 1, in the order of {@link
   * Standardiser#columnNames}; empty if the model has no trees.
   */
  public Optional<double[]> gains() {
    return model.gains();
  }

  /**
   * How much worse it foretells when a column is shuffled among the bars, the one that is missed
   * most first.
   *
   * @param rows at least one, whose features are known
   * @param labels what came after each, by ordinal of {@link io.tidemark.core.learn.Label}
   * @param seed of the shuffling
   * @throws IllegalArgumentException as of {@link #predict(FeatureTable, Rows)}
   */
  public List<PermutationImportance> importance(
      FeatureTable table, Rows rows, int[] labels, long seed) {
    int from = firstOf(rows);
    SampleTable samples = SampleRows.of(standardiser, table, from, rows.get(rows.size() - 1) + 1);
    int columns = samples.features();
    double[][] values = new double[samples.bars()][columns];
    double[] changes = new double[samples.bars()];
    for (int bar = 0; bar < samples.bars(); bar++) {
      changes[bar] = samples.change(bar);
      for (int column = 0; column < columns; column++) {
        values[bar][column] = samples.value(bar, column);
      }
    }
    int[] bars = rows.stream().map(row -> row - from).toArray();
    return PermutationImportance.of(
        standardiser.columnNames(),
        values,
        labels,
        shuffled -> predict(new SampleTable(columns, flat(shuffled, columns), changes), bars),
        1,
        seed);
  }

  private static double[] flat(double[][] rows, int columns) {
    double[] values = new double[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return values;
  }

  private double[][] predict(SampleTable samples, int[] bars) {
    int[] labels = new int[bars.length];
    Arrays.fill(labels, Samples.UNKNOWN);
    double[][] predicted =
        model.predict(samples.select(history(), bars, labels, new double[bars.length]));
    return Arrays.stream(predicted).map(balance::undo).toArray(double[][]::new);
  }

  @Override
  public void close() {
    model.close();
  }
}
