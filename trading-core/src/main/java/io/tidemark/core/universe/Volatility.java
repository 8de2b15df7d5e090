package io.tidemark.core.universe;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * How much an asset's price moves from day to day: the sample standard deviation of the logarithmic
 * returns between daily closes, in percent a day, not annualised.
 *
 * <p>With {@code u(i) = ln(S(i) / S(i-1))} it is {@code s = sqrt(sum((u(i) - mean(u))^2) / (n -
 * 1))}: J. C. Hull, Options, Futures, and Other Derivatives, "Estimating Volatility from Historical
 * Data".
 */
public final class Volatility {

  /** The days looked back at. */
  public static final int DAYS = 30;

  /** Fewer returns than this tell nothing. */
  public static final int FEWEST_RETURNS = 7;

  private static final int SCALE = 4;

  private Volatility() {}

  /**
   * The volatility of the last {@link #DAYS} returns, rounded half-up to 4 decimals.
   *
   * @param dailyCloses oldest first, each above 0
   * @return empty with fewer than {@link #FEWEST_RETURNS} returns
   */
  public static Optional<BigDecimal> ofDailyCloses(List<Double> dailyCloses) {
    int first = Math.max(0, dailyCloses.size() - DAYS - 1);
    List<Double> closes = dailyCloses.subList(first, dailyCloses.size());
    int returns = closes.size() - 1;
    if (returns < FEWEST_RETURNS) {
      return Optional.empty();
    }
    double mean = 0;
    double squares = 0;
    for (int i = 1; i <= returns; i++) {
      double value = Math.log(closes.get(i) / closes.get(i - 1));
      double off = value - mean;
      mean += off / i;
      squares += off * (value - mean);
    }
    double deviation = Math.sqrt(squares / (returns - 1));
    return Optional.of(BigDecimal.valueOf(deviation * 100).setScale(SCALE, RoundingMode.HALF_UP));
  }
}
