package io.tidemark.core.feature;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.Formula;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The features of a set at each bar of a history: a row a bar, a column a feature, NaN where one is
 * missing. Each row is, bit for bit, what a {@link FeatureStream} that had seen the same bars gives
 * at that bar. Immutable.
 */
public final class FeatureTable {

  private static final int CAPACITY = 1_024;

  private final FeatureSet set;
  private final BarColumns bars;
  private final double[][] columns;

  private FeatureTable(FeatureSet set, BarColumns bars, double[][] columns) {
    this.set = set;
    this.bars = bars;
    this.columns = columns;
  }

  /** The features over bars of which nothing else is known. */
  public static FeatureTable of(FeatureSet set, BarColumns bars) {
    return of(set, FeatureHistory.of(bars));
  }

  /**
   * The features over a history, in blocks.
   *
   * @throws IllegalArgumentException if its bars do not make up a timeframe that the features read
   */
  public static FeatureTable of(FeatureSet set, FeatureHistory history) {
    CompiledFeatures compiled = set.compile(history.peers());
    HistoryBlocks blocks = HistoryBlocks.of(history, compiled.graphs().timeframes());
    HistoryBlock own = blocks.of(set.timeframe());
    List<Formula> formulas = compiled.formulas();
    double[][] columns = new double[formulas.size()][own.columns().size()];
    compiled.graphs().keepBlocks(CAPACITY + 1);
    while (blocks.advance(CAPACITY)) {
      compiled.graphs().step(blocks.byTimeframe());
      for (int i = 0; i < columns.length; i++) {
        formulas.get(i).copyBlock(columns[i], own.first(), own.count());
      }
    }
    return new FeatureTable(set, own.columns(), columns);
  }

  /** The features it is of. */
  public FeatureSet set() {
    return set;
  }

  /** How many bars there are. */
  public int rows() {
    return bars.size();
  }

  /** How many features there are. */
  public int features() {
    return columns.length;
  }

  /** When the bar of a row opened. */
  public Instant openTime(int row) {
    return Instant.ofEpochMilli(bars.openMillis(row));
  }

  /** When the bar of a row closed, and its features came to be known. */
  public Instant closeTime(int row) {
    return Instant.ofEpochMilli(bars.closeMillis(row));
  }

  /** The highest price of a row's bar. */
  public double high(int row) {
    return bars.high(row);
  }

  /** The lowest price of a row's bar. */
  public double low(int row) {
    return bars.low(row);
  }

  /** The last price of a row's bar. */
  public double close(int row) {
    return bars.close(row);
  }

  /** A feature at a row; NaN if it is missing. */
  public double value(int row, int feature) {
    return columns[feature][row];
  }

  /** A feature at every row. */
  public double[] column(int feature) {
    return columns[feature].clone();
  }

  /** Everything of a row. */
  public FeatureRow row(int row) {
    double[] values = new double[columns.length];
    Arrays.setAll(values, feature -> columns[feature][row]);
    return new FeatureRow(openTime(row), closeTime(row), close(row), values);
  }

  /** How many features of a row are missing. */
  public int missing(int row) {
    int missing = 0;
    for (double[] column : columns) {
      missing += Double.isNaN(column[row]) ? 1 : 0;
    }
    return missing;
  }

  /**
   * The first row that is warmed up: from it on no feature is missing that is known at any row. The
   * number of rows if there is none.
   */
  public int firstWarm() {
    int first = 0;
    for (double[] column : columns) {
      int known = 0;
      while (known < column.length && Double.isNaN(column[known])) {
        known++;
      }
      if (known < column.length) {
        first = Math.max(first, known);
      }
    }
    return first;
  }
}
