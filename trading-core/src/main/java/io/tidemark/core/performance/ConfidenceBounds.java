package io.tidemark.core.performance;

import org.jspecify.annotations.Nullable;

/**
 * Between what figures lie if days and trades like these come again, by {@link Bootstrap}. A figure
 * has none if it is not defined of half of the resamples or more.
 *
 * @param bootstrap how it was drawn
 * @param meanBlockDays the mean length of the stretches of days that were drawn together
 * @param sharpe see {@link EquityRisk}
 * @param sortino see {@link EquityRisk}
 * @param totalReturn see {@link EquityRisk}
 * @param cagr see {@link EquityRisk}
 * @param maxDrawdown of equity at the days' ends
 * @param winRate see {@link TradeStatistics}
 * @param expectancy see {@link TradeStatistics}
 * @param profitFactor see {@link TradeStatistics}
 * @param totalPnl of as many trades as there were
 */
public record ConfidenceBounds(
    Bootstrap bootstrap,
    int meanBlockDays,
    @Nullable Interval sharpe,
    @Nullable Interval sortino,
    @Nullable Interval totalReturn,
    @Nullable Interval cagr,
    @Nullable Interval maxDrawdown,
    @Nullable Interval winRate,
    @Nullable Interval expectancy,
    @Nullable Interval profitFactor,
    @Nullable Interval totalPnl) {

  /** From where to where a figure lies, with the bootstrap's confidence. */
  public record Interval(double lower, double upper) {}
}
