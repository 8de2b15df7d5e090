package io.tidemark.core.performance;

import org.jspecify.annotations.Nullable;

/**
 * What equity did over time. Ratios take the risk-free return for 0 and are scaled to a year by the
 * square root of {@link EquityCurve#DAYS_A_YEAR}.
 *
 * @param sharpe mean of the daily returns by their standard deviation, with n - 1 (W. F. Sharpe,
 *     The Sharpe Ratio, 1994); null with fewer than two days or no deviation
 * @param sortino mean of the daily returns by their downside deviation, the root of the mean square
 *     of the returns below 0 over all days (F. A. Sortino and L. N. Price, Performance Measurement
 *     in a Downside Risk Framework, 1994); null with fewer than two days or none below 0
 * @param maxDrawdown the most that equity fell from its peak, as a fraction of that peak, 0 or
 *     above
 * @param totalReturn the last equity by the first, less 1; null without a first above 0
 * @param cagr the same as a yearly rate of growth; null while no time has passed, and where it is
 *     not defined
 * @param days that the ratios were taken over
 */
public record EquityStatistics(
    @Nullable Double sharpe,
    @Nullable Double sortino,
    double maxDrawdown,
    @Nullable Double totalReturn,
    @Nullable Double cagr,
    int days) {

  /** Of no equity at all. */
  public static final EquityStatistics NONE = new EquityStatistics(null, null, 0, null, null, 0);
}
