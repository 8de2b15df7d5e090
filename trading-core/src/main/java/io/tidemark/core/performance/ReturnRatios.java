package io.tidemark.core.performance;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Figures of daily returns, risk-free 0; {@link EquityStatistics} and {@link EquityRisk} say what
 * each is. Sums are taken in the order of the days, so that the same days give the same bits.
 */
final class ReturnRatios {

  /** A deviation below this is the rounding of quotients near 1, not of the returns. */
  private static final double ROUNDING = 1e-14;

  private static final double YEAR_MILLIS = Duration.ofDays(EquityCurve.DAYS_A_YEAR).toMillis();

  private ReturnRatios() {}

  static @Nullable Double sharpe(double[] returns) {
    return returns.length < 2 ? null : perYear(mean(returns), deviation(returns));
  }

  static @Nullable Double sortino(double[] returns) {
    return returns.length < 2 ? null : perYear(mean(returns), downsideDeviation(returns));
  }

  static @Nullable Double omega(double[] returns) {
    double lost = -sum(returns, each -> Math.min(each, 0));
    return returns.length < 2 || lost == 0 ? null : sum(returns, each -> Math.max(each, 0)) / lost;
  }

  static @Nullable Double volatility(double[] returns) {
    return returns.length < 2 ? null : deviation(returns) * Math.sqrt(EquityCurve.DAYS_A_YEAR);
  }

  /** The yearly rate by which something grew {@code growth}-fold within a time. */
  static @Nullable Double perYear(double growth, long millis) {
    if (millis <= 0 || !(growth > 0)) {
      return null;
    }
    double rate = StrictMath.pow(growth, YEAR_MILLIS / millis) - 1;
    return Double.isFinite(rate) ? rate : null;
  }

  static double mean(double[] values) {
    return sum(values, each -> each) / values.length;
  }

  /** The standard deviation of a sample, with n - 1; of at least two values. */
  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = sum(values, each -> (each - mean) * (each - mean));
    return Math.sqrt(squares / (values.length - 1));
  }

  private static double downsideDeviation(double[] returns) {
    double squares = sum(returns, each -> Math.min(each, 0) * Math.min(each, 0));
    return Math.sqrt(squares / returns.length);
  }

  private static @Nullable Double perYear(double mean, double deviation) {
    return deviation < ROUNDING ? null : mean / deviation * Math.sqrt(EquityCurve.DAYS_A_YEAR);
  }

  private static double sum(double[] values, DoubleUnaryOperator of) {
    double sum = 0;
    for (double value : values) {
      sum += of.applyAsDouble(value);
    }
    return sum;
  }
}
