package io.tidemark.core.strategy.opinion;

import java.util.Locale;

/** What the market is like. */
public enum Regime {
  /** A trend, moving much. */
  TREND_HIGH,
  /** A trend, moving little. */
  TREND_LOW,
  /** No trend, moving much. */
  CHOP_HIGH,
  /** No trend, moving little. */
  CHOP_LOW;

  /**
   * The regime of a market.
   *
   * @param adx average directional index, 0 to 100
   * @param trendFrom the index from which there is a trend; 25 by custom
   * @param volatility how many percent of earlier average true ranges were below the latest, 0 to
   *     100
   * @param highFrom the percentile from which volatility is high
   */
  public static Regime of(double adx, double trendFrom, double volatility, double highFrom) {
    boolean high = volatility >= highFrom;
    if (adx >= trendFrom) {
      return high ? TREND_HIGH : TREND_LOW;
    }
    return high ? CHOP_HIGH : CHOP_LOW;
  }

  /** Whether there is a trend. */
  public boolean isTrend() {
    return this == TREND_HIGH || this == TREND_LOW;
  }

  /** The key of its section in configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
