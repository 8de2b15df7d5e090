package io.tidemark.core.feature;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The features of a set at the close of one bar. Immutable; equal bit for bit. */
public final class FeatureRow {

  private final Instant openTime;
  private final Instant closeTime;
  private final double close;
  private final double[] values;

  /**
   * @param openTime when the bar opened
   * @param closeTime when it closed, and the values came to be known
   * @param close its last price
   * @param values in the order of the features; NaN where one is missing. It is the row's from now
   *     on
   */
  public FeatureRow(Instant openTime, Instant closeTime, double close, double[] values) {
    this.openTime = openTime;
    this.closeTime = closeTime;
    this.close = close;
    this.values = values;
  }

  /** When the bar opened. */
  public Instant openTime() {
    return openTime;
  }

  /** When the bar closed, and the values came to be known. */
  public Instant closeTime() {
    return closeTime;
  }

  /** The last price of the bar. */
  public double close() {
    return close;
  }

  /** How many features there are. */
  public int size() {
    return values.length;
  }

  /** A feature; NaN if it is missing. */
  public double value(int feature) {
    return values[feature];
  }

  /** Copies all of them. */
  public void copy(double[] to) {
    System.arraycopy(values, 0, to, 0, values.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureRow row
        && openTime.equals(row.openTime)
        && closeTime.equals(row.closeTime)
        && Double.compare(close, row.close) == 0
        && Arrays.equals(values, row.values);
  }

  @Override
  public int hashCode() {
    return closeTime.hashCode() * 31 + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return closeTime + " " + Arrays.toString(values);
  }
}
