package io.tidemark.ml.model;

/**
 * Bars that follow each other in time, with their features, and samples taken from them. Training
 * and validation are two selections of one table, so that a bar that many sequences share is kept
 * once.
 */
public final class SampleTable {

  private final int features;
  private final double[] values;
  private final double[] changes;

  /**
   * @param features number of features of a bar, 1 or above
   * @param values bar by bar, standardised; NaN where one is missing. Kept, not copied
   * @param changes of each bar, as of {@link Samples#change}. Kept, not copied
   * @throws IllegalArgumentException if the numbers do not agree, or one is infinite
   */
  public SampleTable(int features, double[] values, double[] changes) {
    if (features < 1) {
      throw new IllegalArgumentException("features must be 1 or above, was " + features);
    }
    if (values.length != (long) features * changes.length) {
      throw new IllegalArgumentException(
          "%d bars of %d features must have %d values, there are %d"
              .formatted(
                  changes.length, features, (long) features * changes.length, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            "feature %d of bar %d is infinite; what is not known must be NaN"
                .formatted(i % features, i / features));
      }
    }
    for (int bar = 0; bar < changes.length; bar++) {
      if (!Double.isFinite(changes[bar])) {
        throw new IllegalArgumentException(
            "the change of bar %d must be finite, was %s".formatted(bar, changes[bar]));
      }
    }
    this.features = features;
    this.values = values;
    this.changes = changes;
  }

  /** Number of bars. */
  public int bars() {
    return changes.length;
  }

  /** Number of features of a bar. */
  public int features() {
    return features;
  }

  /** A feature of a bar, standardised; NaN if it is missing. */
  public double value(int bar, int feature) {
    return values[bar * features + feature];
  }

  /** As of {@link Samples#change}. */
  public double change(int bar) {
    return changes[bar];
  }

  /**
   * Samples of some bars.
   *
   * @param history how many bars each sample knows, its own included
   * @param bars of which each is the last one that its sample knows; kept, not copied
   * @param labels of each, as of {@link Samples#label}; kept, not copied
   * @param weights of each; kept, not copied
   * @throws IllegalArgumentException if the lengths differ, a bar is not in the table or has less
   *     before it than the history asks for, a label is none, or a weight is negative or not finite
   */
  public Selection select(int history, int[] bars, int[] labels, double[] weights) {
    return new Selection(history, bars, labels, weights);
  }

  /** Samples of a table. */
  public final class Selection implements Samples {

    private final int history;
    private final int[] bars;
    private final int[] labels;
    private final double[] weights;

    private Selection(int history, int[] bars, int[] labels, double[] weights) {
      if (history < 1) {
        throw new IllegalArgumentException("history must be 1 or above, was " + history);
      }
      if (labels.length != bars.length || weights.length != bars.length) {
        throw new IllegalArgumentException(
            "%d samples must have as many labels and weights, there are %d and %d"
                .formatted(bars.length, labels.length, weights.length));
      }
      for (int i = 0; i < bars.length; i++) {
        require(bars[i] < changes.length, "bar of sample %d must be in the table", i, bars[i]);
        require(bars[i] >= history - 1, "bar of sample %d must have its history", i, bars[i]);
        require(
            labels[i] >= UNKNOWN && labels[i] < CLASSES,
            "label of sample %d must be from -1 to 2",
            i,
            labels[i]);
        require(
            weights[i] >= 0 && Double.isFinite(weights[i]),
            "weight of sample %d must be 0 or above",
            i,
            weights[i]);
      }
      this.history = history;
      this.bars = bars;
      this.labels = labels;
      this.weights = weights;
    }

    private static void require(boolean holds, String rule, int sample, Object seen) {
      if (!holds) {
        throw new IllegalArgumentException(rule.formatted(sample) + ", was " + seen);
      }
    }

    /** The bars of which it has samples. */
    public SampleTable table() {
      return SampleTable.this;
    }

    /** The sample's own bar, by its place in the table. */
    public int bar(int sample) {
      return bars[sample];
    }

    @Override
    public int count() {
      return bars.length;
    }

    @Override
    public int features() {
      return features;
    }

    @Override
    public int history() {
      return history;
    }

    @Override
    public void copy(int sample, int ago, double[] to) {
      System.arraycopy(values, (bars[sample] - ago) * features, to, 0, features);
    }

    @Override
    public double change(int sample, int ago) {
      return changes[bars[sample] - ago];
    }

    @Override
    public int label(int sample) {
      return labels[sample];
    }

    @Override
    public double weight(int sample) {
      return weights[sample];
    }
  }
}
