package io.tidemark.core.optimise.statistics;

import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * What a sequence of returns says about its Sharpe ratio. All ratios here are those of one return,
 * not scaled to a year.
 *
 * @param sharpe mean of the returns by their standard deviation
 * @param observations number of returns, 2 or more
 * @param skewness third standardised moment; 0 of a normal distribution, below 0 if losses are the
 *     larger ones
 * @param kurtosis fourth standardised moment; 3 of a normal distribution, more with fat tails
 */
public record SharpeEvidence(double sharpe, int observations, double skewness, double kurtosis) {

  /** Without random numbers of its own. */
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  private static final double EULER_MASCHERONI = 0.5772156649015329;

  /**
   * @throws IllegalArgumentException if one is not finite, there are fewer than 2 observations, or
   *     no distribution has such moments: a kurtosis is at least the square of the skewness and 1
   */
  public SharpeEvidence {
    if (!Double.isFinite(sharpe)) {
      throw new IllegalArgumentException("sharpe must be finite, was " + sharpe);
    }
    if (observations < 2) {
      throw new IllegalArgumentException("observations must be 2 or more, was " + observations);
    }
    if (!Double.isFinite(skewness) || !Double.isFinite(kurtosis)) {
      throw new IllegalArgumentException(
          "skewness and kurtosis must be finite, was %s and %s".formatted(skewness, kurtosis));
    }
    if (kurtosis < skewness * skewness + 1 - 1e-9) {
      throw new IllegalArgumentException(
          "kurtosis must be at least skewness squared and 1, was %s with skewness %s"
              .formatted(kurtosis, skewness));
    }
  }

  /**
   * Of returns. The standard deviation is that with n - 1; skewness and kurtosis are those of the
   * returns themselves, not estimates corrected for their number.
   *
   * @throws IllegalArgumentException if there are fewer than 2, one is not finite, or all are the
   *     same
   */
  public static SharpeEvidence of(double[] returns) {
    int n = returns.length;
    double mean = 0;
    for (double each : returns) {
      mean += each / n;
    }
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (double each : returns) {
      double off = each - mean;
      second += off * off / n;
      third += off * off * off / n;
      fourth += off * off * off * off / n;
    }
    if (n < 2 || !(second > 0)) {
      throw new IllegalArgumentException(
          "returns must be 2 or more that differ, were %d with a variance of %s"
              .formatted(n, second));
    }
    return new SharpeEvidence(
        mean / Math.sqrt(second * n / (n - 1)),
        n,
        third / (second * Math.sqrt(second)),
        fourth / (second * second));
  }

  /**
   * Probabilistic Sharpe ratio: how likely the true ratio is above another (D. H. Bailey and M.
   * Lopez de Prado, The Sharpe Ratio Efficient Frontier, 2012).
   *
   * @param benchmark a ratio of one return
   * @return from 0 to 1
   */
  public double probabilityAbove(double benchmark) {
    return NORMAL.cumulativeProbability(
        (sharpe - benchmark) * Math.sqrt(observations - 1.0) / Math.sqrt(spread()));
  }

  /**
   * Deflated Sharpe ratio: how likely the true ratio is above what the best of several trials is
   * expected to show by luck (D. H. Bailey and M. Lopez de Prado, The Deflated Sharpe Ratio, 2014).
   *
   * @param trials independent ones, 1 or more; see {@link TrialSpread#independentTrials()}
   * @param variance of the ratios of the trials, of one return
   * @return from 0 to 1; with one trial the probability that the ratio is above 0
   */
  public double deflated(double trials, double variance) {
    return probabilityAbove(expectedBest(trials, variance));
  }

  /**
   * Minimum track record length: how many returns such a ratio needs to be above another with a
   * confidence (Bailey and Lopez de Prado 2012).
   *
   * @param benchmark a ratio of one return
   * @param confidence above 0 and below 1, such as 0.95
   * @return empty if no length does, as the ratio is not above the other
   */
  public OptionalDouble minimumObservations(double benchmark, double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be above 0 and below 1, was " + confidence);
    }
    if (sharpe <= benchmark) {
      return OptionalDouble.empty();
    }
    double deviations = NORMAL.inverseCumulativeProbability(confidence) / (sharpe - benchmark);
    return OptionalDouble.of(1 + spread() * deviations * deviations);
  }

  /** The variance of the estimated ratio, times the number of returns less 1. */
  private double spread() {
    return Math.max(
        1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe, Double.MIN_NORMAL);
  }

  /**
   * The Sharpe ratio that the best of several trials is expected to show if the true one of all is
   * 0 (Bailey and Lopez de Prado 2014).
   *
   * @param trials independent ones, 1 or more
   * @param variance of the ratios of the trials, 0 or above
   * @return 0 or above; 0 of one trial
   * @throws IllegalArgumentException if one of them is outside of its range
   */
  public static double expectedBest(double trials, double variance) {
    if (!(trials >= 1 && Double.isFinite(trials))) {
      throw new IllegalArgumentException("trials must be 1 or more, was " + trials);
    }
    if (!(variance >= 0 && Double.isFinite(variance))) {
      throw new IllegalArgumentException("variance must be 0 or above, was " + variance);
    }
    if (trials == 1) {
      return 0;
    }
    double best =
        (1 - EULER_MASCHERONI) * NORMAL.inverseCumulativeProbability(1 - 1 / trials)
            + EULER_MASCHERONI * NORMAL.inverseCumulativeProbability(1 - 1 / (trials * Math.E));
    return Math.max(Math.sqrt(variance) * best, 0);
  }
}
