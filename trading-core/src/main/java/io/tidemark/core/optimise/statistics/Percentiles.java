package io.tidemark.core.optimise.statistics;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How values are distributed. Between two values a percentile is interpolated (definition 7 of R.
 * J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages, 1996).
 *
 * @param p5 what 5 % of the values are below
 * @param p50 the middle
 */
public record Percentiles(double p5, double p25, double p50, double p75, double p95) {

  /**
   * Of values, in any order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Percentiles of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("there must be at least one value");
    }
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(values);
    return new Percentiles(
        percentile.evaluate(5),
        percentile.evaluate(25),
        percentile.evaluate(50),
        percentile.evaluate(75),
        percentile.evaluate(95));
  }
}
