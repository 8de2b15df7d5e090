package io.tidemark.core.strategy;

import io.tidemark.core.indicator.Series;

/**
 * A value that a strategy reads at every bar.
 *
 * @param series where it is read
 * @param ago how many bars before the latest, 0 or above
 */
public record Reading(Series series, int ago) implements NumberExpression {

  /** The value at the latest decision; NaN if it is not defined. */
  public double value() {
    return series.value(ago);
  }

  /**
   * What it is called in decisions, such as {@code close[1]}. A value of another timeframe as it
   * was seen some decisions before is marked with {@code ~}, since {@code [1]} counts that
   * timeframe's own bars.
   */
  public String name() {
    if (ago == 0) {
      return series.key();
    }
    return series.key() + (series.isSample() ? "~" + ago : "[" + ago + "]");
  }

  /** How many bars of the series' timeframe it takes until the value is defined. */
  public int warmUp() {
    return series.warmUp() + ago;
  }

  @Override
  public double at(int before) {
    return series.value(ago + before);
  }

  @Override
  public String toString() {
    return name();
  }
}
