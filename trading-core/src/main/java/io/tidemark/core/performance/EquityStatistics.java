package io.tidemark.core.performance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What equity did over time. Ratios take the risk-free return for 0 and are scaled to a year by the
 * square root of {@link EquityCurve#DAYS_A_YEAR}. A day's equity is the last one seen by its end,
 * in UTC, that at midnight included; a day without any has that of the day before.
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

  /** The figures of equity as it comes; it keeps one number a day. */
  public static final class Running {

    private final DailyReturns returns;
    private @Nullable Instant first;
    private Instant last = Instant.MIN;
    private double firstEquity;
    private double lastEquity;
    private double peak;
    private double maxDrawdown;

    /** Of nothing yet. */
    public Running() {
      returns = new DailyReturns();
    }

    private Running(Running other) {
      returns = other.returns.copy();
      first = other.first;
      last = other.last;
      firstEquity = other.firstEquity;
      lastEquity = other.lastEquity;
      peak = other.peak;
      maxDrawdown = other.maxDrawdown;
    }

    /** One that goes on from here by itself. */
    public Running copy() {
      return new Running(this);
    }

    /**
     * Takes the next equity.
     *
     * @param at not before the one before
     * @throws IllegalArgumentException if it is before, or {@code equity} is not finite
     */
    public void add(Instant at, double equity) {
      if (at.isBefore(last)) {
        throw new IllegalArgumentException("at must not be before %s, was %s".formatted(last, at));
      }
      if (!Double.isFinite(equity)) {
        throw new IllegalArgumentException("equity must be finite, was " + equity);
      }
      if (first == null) {
        first = at;
        firstEquity = equity;
        peak = equity;
      }
      last = at;
      lastEquity = equity;
      returns.add(at.toEpochMilli(), equity);
      peak = Math.max(peak, equity);
      maxDrawdown = Math.max(maxDrawdown, Drawdown.below(peak, equity));
    }

    /** Whether no equity was seen yet. */
    public boolean isEmpty() {
      return first == null;
    }

    /** The figures up to here; the day that is under way counts as if it ended now. */
    public EquityStatistics statistics() {
      Instant begin = first;
      if (begin == null) {
        return NONE;
      }
      double[] daily = returns.toArray();
      double growth = firstEquity > 0 ? lastEquity / firstEquity : Double.NaN;
      return new EquityStatistics(
          ReturnRatios.sharpe(daily),
          ReturnRatios.sortino(daily),
          maxDrawdown,
          Double.isNaN(growth) ? null : growth - 1,
          ReturnRatios.perYear(growth, last.toEpochMilli() - begin.toEpochMilli()),
          daily.length);
    }
  }
}
