package io.tidemark.core.learn;

import io.tidemark.core.feature.Rows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What came after each row of a table, as far as it is known. Immutable.
 *
 * <p>Labels of rows that are near each other look at the same bars and tell much the same. {@link
 * #weighedByUniqueness} counts each for the part of it that it does not share.
 */
public final class Labels {

  private static final Label[] LABELS = Label.values();
  private static final byte UNKNOWN = -1;

  private final byte[] ordinals;
  private final int[] lastRows;
  private final double[] weights;

  private Labels(byte[] ordinals, int[] lastRows, double[] weights) {
    this.ordinals = ordinals;
    this.lastRows = lastRows;
    this.weights = weights;
  }

  /** Labels of as many rows as there are to be noted, none of which is known yet. */
  static final class Notes {
    private final byte[] ordinals;
    private final int[] lastRows;

    Notes(int rows) {
      ordinals = new byte[rows];
      Arrays.fill(ordinals, UNKNOWN);
      lastRows = new int[rows];
    }

    void note(int row, Label label, int lastRow) {
      ordinals[row] = (byte) label.ordinal();
      lastRows[row] = lastRow;
    }

    Labels labels() {
      double[] weights = new double[ordinals.length];
      for (int row = 0; row < weights.length; row++) {
        weights[row] = ordinals[row] == UNKNOWN ? 0 : 1;
      }
      return new Labels(ordinals, lastRows, weights);
    }
  }

  /** How many rows there are. */
  public int rows() {
    return ordinals.length;
  }

  /** Whether it is known what came after a row; it is not towards the end of the data. */
  public boolean isKnown(int row) {
    return ordinals[row] != UNKNOWN;
  }

  /** The rows of which it is known. */
  public Rows known() {
    return Rows.of(IntStream.range(0, rows()).filter(this::isKnown).toArray());
  }

  /**
   * What came after a row.
   *
   * @throws IllegalArgumentException if it is not known
   */
  public Label label(int row) {
    requireKnown(row);
    return LABELS[ordinals[row]];
  }

  /**
   * The last row that had to be seen to know the label, the row itself or a later one.
   *
   * @throws IllegalArgumentException if the label is not known
   */
  public int lastRow(int row) {
    requireKnown(row);
    return lastRows[row];
  }

  /** How much a row counts, 0 or above; 0 where the label is not known. */
  public double weight(int row) {
    return weights[row];
  }

  private void requireKnown(int row) {
    if (!isKnown(row)) {
      throw new IllegalArgumentException("the label of row %d is not known".formatted(row));
    }
  }

  /** How many of some rows have a label. */
  public long count(Rows rows, Label label) {
    return rows.stream().filter(row -> isKnown(row) && label(row) == label).count();
  }

  /**
   * Each weight times the average uniqueness of its label (M. Lopez de Prado, Advances in Financial
   * Machine Learning, 2018, section 4.4): the mean, over the bars after the row that it looked at,
   * of one over the number of labels that looked at that bar.
   */
  public Labels weighedByUniqueness() {
    int[] starting = new int[rows() + 1];
    for (int row = 0; row < rows(); row++) {
      if (isKnown(row)) {
        starting[firstLookedAt(row)]++;
        starting[lastRows[row] + 1]--;
      }
    }
    double[] shares = new double[rows() + 1];
    int looking = 0;
    for (int bar = 0; bar < rows(); bar++) {
      looking += starting[bar];
      shares[bar + 1] = shares[bar] + (looking == 0 ? 0 : 1.0 / looking);
    }
    double[] unique = weights.clone();
    for (int row = 0; row < rows(); row++) {
      if (isKnown(row)) {
        int first = firstLookedAt(row);
        unique[row] *= (shares[lastRows[row] + 1] - shares[first]) / (lastRows[row] + 1 - first);
      }
    }
    return new Labels(ordinals, lastRows, unique);
  }

  /** The bar after the row; of a label that looked at its own bar only, that bar. */
  private int firstLookedAt(int row) {
    return Math.min(row + 1, lastRows[row]);
  }

  /**
   * Each weight times the inverse frequency of its label among some rows, so that each label that
   * occurs there counts as much as any other and the sum stays what it was.
   *
   * @param rows those trained on, and no other
   */
  public Labels weighedByClass(Rows rows) {
    double[] sums = new double[LABELS.length];
    rows.stream().filter(this::isKnown).forEach(row -> sums[ordinals[row]] += weights[row]);
    double total = Arrays.stream(sums).sum();
    long present = Arrays.stream(sums).filter(sum -> sum > 0).count();
    double[] balanced = weights.clone();
    for (int row = 0; row < rows(); row++) {
      if (isKnown(row) && sums[ordinals[row]] > 0) {
        balanced[row] *= total / (present * sums[ordinals[row]]);
      }
    }
    return new Labels(ordinals, lastRows, balanced);
  }
}
