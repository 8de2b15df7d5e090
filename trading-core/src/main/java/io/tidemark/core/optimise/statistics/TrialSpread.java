package io.tidemark.core.optimise.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * How far the trials of a search lie apart: what the deflated Sharpe ratio is deflated by.
 *
 * @param trials 1 or more
 * @param sharpeVariance variance with n - 1 of their Sharpe ratios of one return; 0 of one trial
 * @param meanCorrelation of the returns of each two, from -1 to 1; 1 of one trial
 */
public record TrialSpread(int trials, double sharpeVariance, double meanCorrelation) {

  /**
   * @throws IllegalArgumentException if one of them is outside of its range
   */
  public TrialSpread {
    if (trials < 1) {
      throw new IllegalArgumentException("trials must be 1 or more, was " + trials);
    }
    if (!(sharpeVariance >= 0 && Double.isFinite(sharpeVariance))) {
      throw new IllegalArgumentException(
          "sharpeVariance must be 0 or above, was " + sharpeVariance);
    }
    if (!(meanCorrelation >= -1 && meanCorrelation <= 1)) {
      throw new IllegalArgumentException(
          "meanCorrelation must be from -1 to 1, was " + meanCorrelation);
    }
  }

  /**
   * Of the returns of trials. One whose returns do not differ has traded nothing: it counts as a
   * ratio of 0 and correlates with nothing.
   *
   * @param returns of each trial, all over the same times, two or more
   * @throws IllegalArgumentException if there is none, or lengths differ
   */
  public static TrialSpread of(List<double[]> returns) {
    int trials = returns.size();
    ReturnTable.require(returns, 1, 2);
    int length = returns.getFirst().length;
    double[] sharpes = new double[trials];
    double[] sum = new double[length];
    double lengths = 0;
    for (int i = 0; i < trials; i++) {
      double[] off = deviations(returns.get(i));
      double squares = 0;
      for (double each : off) {
        squares += each * each;
      }
      if (squares > 0) {
        sharpes[i] =
            Arrays.stream(returns.get(i)).average().orElseThrow()
                / Math.sqrt(squares / (length - 1));
        lengths++;
        for (int t = 0; t < length; t++) {
          sum[t] += off[t] / Math.sqrt(squares);
        }
      }
    }
    return new TrialSpread(trials, variance(sharpes), meanCorrelation(trials, sum, lengths));
  }

  /** The square of a sum of vectors of length 1 is their number and twice their correlations. */
  private static double meanCorrelation(int trials, double[] sum, double lengths) {
    if (trials == 1) {
      return 1;
    }
    double square = 0;
    for (double each : sum) {
      square += each * each;
    }
    return Math.clamp((square - lengths) / (trials * (trials - 1.0)), -1.0, 1.0);
  }

  private static double[] deviations(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(value -> value - mean).toArray();
  }

  private static double variance(double[] values) {
    double squares = 0;
    for (double each : deviations(values)) {
      squares += each * each;
    }
    return values.length < 2 ? 0 : squares / (values.length - 1);
  }

  /**
   * How many independent trials they stand for: all of them without correlation, one if all are the
   * same (D. H. Bailey and M. Lopez de Prado, The Deflated Sharpe Ratio, 2014, appendix). A
   * correlation below 0 counts as 0.
   */
  public double independentTrials() {
    double common = Math.max(meanCorrelation, 0);
    return common + (1 - common) * trials;
  }
}
