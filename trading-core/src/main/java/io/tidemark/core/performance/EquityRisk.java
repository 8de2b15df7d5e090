package io.tidemark.core.performance;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What equity came to and what it went through. Daily returns are of UTC days, risk-free 0; figures
 * of a year take it for {@link EquityCurve#DAYS_A_YEAR} days. Fractions are such as 0.02 for 2 %.
 *
 * @param totalReturn as in {@link EquityStatistics}
 * @param cagr as in {@link EquityStatistics}
 * @param volatility standard deviation of the daily returns, with n - 1, times the root of a year's
 *     days; null with fewer than two days
 * @param sharpe as in {@link EquityStatistics}
 * @param sortino as in {@link EquityStatistics}
 * @param calmar {@code cagr} by {@code maxDrawdown} (T. W. Young, Calmar Ratio: A Smoother Tool,
 *     1991; over the whole curve instead of its 36 months); null without either
 * @param omega sum of the daily returns above 0 by that of those below, taken positive (C. Keating
 *     and W. F. Shadwick, A Universal Performance Measure, 2002; threshold 0); null with fewer than
 *     two days or none below 0
 * @param ulcerIndex root of the mean square of the drawdown at each instant after the start (P. G.
 *     Martin and B. B. McCann, The Investor's Guide to Fidelity Funds, 1989), as a fraction
 * @param maxDrawdown as in {@link EquityStatistics}
 * @param longestDrawdown the longest from a peak until it was reached again, or the curve's end
 * @param days of which there are returns
 * @param bestDay the highest daily return
 * @param worstDay the lowest daily return
 * @param positiveDays share of the days with a return above 0, from 0 to 1
 */
public record EquityRisk(
    @Nullable Double totalReturn,
    @Nullable Double cagr,
    @Nullable Double volatility,
    @Nullable Double sharpe,
    @Nullable Double sortino,
    @Nullable Double calmar,
    @Nullable Double omega,
    double ulcerIndex,
    double maxDrawdown,
    Duration longestDrawdown,
    int days,
    double bestDay,
    double worstDay,
    double positiveDays) {

  /** The figures of a curve. */
  public static EquityRisk of(EquityCurve curve) {
    double[] daily = curve.dailyReturns();
    double[] underwater = curve.underwater();
    double growth =
        curve.initialEquity() > 0 ? curve.finalEquity() / curve.initialEquity() : Double.NaN;
    Double cagr =
        ReturnRatios.perYear(growth, curve.end().toEpochMilli() - curve.start().toEpochMilli());
    double maxDrawdown = Arrays.stream(underwater).max().orElseThrow();
    return new EquityRisk(
        Double.isNaN(growth) ? null : growth - 1,
        cagr,
        ReturnRatios.volatility(daily),
        ReturnRatios.sharpe(daily),
        ReturnRatios.sortino(daily),
        cagr == null || maxDrawdown == 0 ? null : cagr / maxDrawdown,
        ReturnRatios.omega(daily),
        ulcerIndex(underwater),
        maxDrawdown,
        longest(curve),
        daily.length,
        Arrays.stream(daily).max().orElseThrow(),
        Arrays.stream(daily).min().orElseThrow(),
        Arrays.stream(daily).filter(each -> each > 0).count() / (double) daily.length);
  }

  private static double ulcerIndex(double[] underwater) {
    double squares = 0;
    for (double depth : underwater) {
      squares += depth * depth;
    }
    return underwater.length < 2 ? 0 : Math.sqrt(squares / (underwater.length - 1));
  }

  private static Duration longest(EquityCurve curve) {
    Duration longest = Duration.ZERO;
    for (Drawdown each : curve.drawdowns()) {
      longest = each.length().compareTo(longest) > 0 ? each.length() : longest;
    }
    return longest;
  }
}
