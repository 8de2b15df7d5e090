package io.tidemark.core.optimise.objective;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a trial came to, after fees. What is null is not defined for it: too few days or trades, or
 * nothing to divide by.
 *
 * @param netProfit in the quote currency
 * @param cagr yearly rate of growth, as a fraction
 * @param maxDrawdown the most that equity fell from its peak, as a fraction of it, 0 or above
 * @param sharpe a year
 * @param sortino a year; null also where no return was below 0
 * @param calmar {@code cagr} by {@code maxDrawdown}; null also where equity never fell
 * @param omega what the returns above 0 come to by what those below do; null also where none was
 *     below
 * @param profitFactor what was won by what was lost; null also where nothing was lost
 * @param expectancy mean result of a trade in the quote currency
 * @param sqn system quality number, the root of the number of trades times the mean of their
 *     results by their standard deviation
 * @param winRate from 0 to 1
 * @param exposure share of the time with something held, from 0 to 1
 * @param trades closed ones, 0 or more
 */
public record TrialFigures(
    BigDecimal netProfit,
    @Nullable Double cagr,
    double maxDrawdown,
    @Nullable Double sharpe,
    @Nullable Double sortino,
    @Nullable Double calmar,
    @Nullable Double omega,
    @Nullable BigDecimal profitFactor,
    BigDecimal expectancy,
    @Nullable Double sqn,
    double winRate,
    double exposure,
    int trades) {

  /**
   * @throws IllegalArgumentException if a figure is outside of its range or not finite
   */
  public TrialFigures {
    require(maxDrawdown >= 0 && maxDrawdown < Double.POSITIVE_INFINITY, "maxDrawdown", maxDrawdown);
    require(winRate >= 0 && winRate <= 1, "winRate", winRate);
    require(exposure >= 0 && exposure <= 1, "exposure", exposure);
    require(trades >= 0, "trades", trades);
    requireFinite("cagr", cagr);
    requireFinite("sharpe", sharpe);
    requireFinite("sortino", sortino);
    requireFinite("calmar", calmar);
    requireFinite("omega", omega);
    requireFinite("sqn", sqn);
  }

  private static void requireFinite(String name, @Nullable Double value) {
    require(value == null || Double.isFinite(value), name, value);
  }

  private static void require(boolean fits, String name, @Nullable Number value) {
    if (!fits) {
      throw new IllegalArgumentException(
          "%s must be finite and in its range, was %s".formatted(name, value));
    }
  }
}
