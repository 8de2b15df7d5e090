package io.tidemark.core.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Brings features to one scale: less their mean, over their standard deviation, both learnt from
 * the rows it was fitted on and from no other. A missing value becomes 0, the mean; which were
 * missing can be told by further columns. A feature that never varied is 0.
 *
 * @param featureHash of the {@link FeatureSet} it was fitted on
 * @param names of the features
 * @param means of the known values; 0 where none was known
 * @param deviations population standard deviation of the known values, 0 or above
 * @param missing share of the rows in which each was missing, 0 to 1
 * @param flagged the places of the features of which a further column says 1 where it is missing
 *     and 0 where it is not
 */
public record Standardiser(
    String featureHash,
    List<String> names,
    List<Double> means,
    List<Double> deviations,
    List<Double> missing,
    List<Integer> flagged) {

  /** Below this share of the mean a deviation is rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * @throws IllegalArgumentException if the lists do not fit each other, a number is not finite, or
   *     a deviation is negative
   */
  public Standardiser {
    names = List.copyOf(names);
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    missing = List.copyOf(missing);
    flagged = List.copyOf(flagged);
    int size = names.size();
    if (means.size() != size || deviations.size() != size || missing.size() != size) {
      throw new IllegalArgumentException(
          "a standardiser of %d features must have as many means, deviations and shares, had %d, %d, %d"
              .formatted(size, means.size(), deviations.size(), missing.size()));
    }
    for (int i = 0; i < size; i++) {
      if (!Double.isFinite(means.get(i))
          || !Double.isFinite(deviations.get(i))
          || deviations.get(i) < 0) {
        throw new IllegalArgumentException(
            "mean and deviation of %s must be finite, the latter 0 or above, were %s and %s"
                .formatted(names.get(i), means.get(i), deviations.get(i)));
      }
    }
    for (int place : flagged) {
      if (place < 0 || place >= size) {
        throw new IllegalArgumentException(
            "a flagged feature must be from 0 to %d, was %d".formatted(size - 1, place));
      }
    }
  }

  /**
   * Learns from rows.
   *
   * @param rows those trained on, and no other
   * @param flagsMissing whether columns say where features are missing; of those only that were so
   *     in some of the rows and not in all, as nothing can be learnt from the others
   * @throws IllegalArgumentException if there is no row
   */
  public static Standardiser fit(FeatureTable table, Rows rows, boolean flagsMissing) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a standardiser must be fitted on at least one row");
    }
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    List<Double> missing = new ArrayList<>();
    List<Integer> flagged = new ArrayList<>();
    for (int feature = 0; feature < table.features(); feature++) {
      int column = feature;
      double[] known =
          rows.stream()
              .mapToDouble(row -> table.value(row, column))
              .filter(value -> !Double.isNaN(value))
              .toArray();
      double mean = known.length == 0 ? 0 : mean(known);
      means.add(mean);
      deviations.add(known.length == 0 ? 0.0 : deviation(known, mean));
      missing.add(1 - (double) known.length / rows.size());
      if (flagsMissing && known.length > 0 && known.length < rows.size()) {
        flagged.add(feature);
      }
    }
    return new Standardiser(
        table.set().hash(), table.set().names(), means, deviations, missing, flagged);
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (int i = 0; i < values.length; i++) {
      mean += (values[i] - mean) / (i + 1);
    }
    return mean;
  }

  private static double deviation(double[] values, double mean) {
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    return deviation <= ROUNDING * Math.abs(mean) ? 0 : deviation;
  }

  /** How many columns it gives: one a feature, and one a flagged feature behind them. */
  public int columns() {
    return names.size() + flagged.size();
  }

  /** What the columns are called, a flag after its feature with {@code _missing}. */
  public List<String> columnNames() {
    List<String> all = new ArrayList<>(names);
    flagged.forEach(place -> all.add(names.get(place) + "_missing"));
    return List.copyOf(all);
  }

  /**
   * Standardises a row of a table.
   *
   * @param to takes {@link #columns} values from {@code at} on
   * @throws IllegalArgumentException if the table is of other features
   */
  public void apply(FeatureTable table, int row, double[] to, int at) {
    requireSame(table.set());
    apply(feature -> table.value(row, feature), to, at);
  }

  /**
   * Standardises a row of a stream.
   *
   * @param set the features that the stream gives
   * @param to takes {@link #columns} values from {@code at} on
   * @throws IllegalArgumentException if the set is another
   */
  public void apply(FeatureSet set, FeatureRow row, double[] to, int at) {
    requireSame(set);
    apply(row::value, to, at);
  }

  private void requireSame(FeatureSet set) {
    if (!set.hash().equals(featureHash)) {
      throw new IllegalArgumentException(
          "features must be those of hash %s that it was fitted on, were %s"
              .formatted(featureHash, set));
    }
  }

  private void apply(IntToDoubleFunction features, double[] to, int at) {
    int size = names.size();
    for (int i = 0; i < size; i++) {
      double value = features.applyAsDouble(i);
      double deviation = deviations.get(i);
      to[at + i] = Double.isNaN(value) || deviation == 0 ? 0 : (value - means.get(i)) / deviation;
    }
    for (int i = 0; i < flagged.size(); i++) {
      boolean isMissing = Double.isNaN(features.applyAsDouble(flagged.get(i)));
      to[at + size + i] = isMissing ? 1 : 0;
    }
  }
}
