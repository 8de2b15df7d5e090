package io.tidemark.core.learn;

import java.util.Arrays;

/**
 * How far the values of a feature have moved from those that were trained on.
 *
 * @param stabilityIndex the population stability index over ten bins, equally full in the first
 *     sample, and one of missing values; 0 or above. Below 0.1 is usually taken for the same, above
 *     0.25 for another distribution
 * @param distance Kolmogorov's and Smirnov's: the greatest difference between the two cumulative
 *     distributions of known values, 0 to 1; 0 if one sample has none
 * @param probability of such a distance or a greater one between samples of one distribution,
 *     asymptotically and as if values were independent, 0 to 1. Those of bars near each other are
 *     not, so it is too small for them
 */
public record Drift(double stabilityIndex, double distance, double probability) {

  private static final int BINS = 10;

  /** The series needs many terms below it, and all digits of its sum are those of 1. */
  private static final double CERTAIN_BELOW = 0.2;

  private static final int MOST_TERMS = 30;

  /** What an empty bin is taken to hold, as a share; the index would be infinite. */
  private static final double LEAST_SHARE = 1e-4;

  /**
   * Compares two samples.
   *
   * @param before what was trained on; NaN where it was missing
   * @param now the latest values
   * @throws IllegalArgumentException if one has no value, known or missing
   */
  public static Drift between(double[] before, double[] now) {
    if (before.length == 0 || now.length == 0) {
      throw new IllegalArgumentException(
          "both samples must have values, had %d and %d".formatted(before.length, now.length));
    }
    double[] knownBefore = known(before);
    double[] knownNow = known(now);
    double index = stabilityIndex(before, knownBefore, now);
    if (knownBefore.length == 0 || knownNow.length == 0) {
      return new Drift(index, 0, 1);
    }
    double distance = distance(knownBefore, knownNow);
    double both = (double) knownBefore.length + knownNow.length;
    double scale = Math.sqrt(knownBefore.length * (knownNow.length / both));
    return new Drift(index, distance, probability(scale * distance));
  }

  /** Of rising values. */
  private static double distance(double[] one, double[] other) {
    double greatest = 0;
    int i = 0;
    int j = 0;
    while (i < one.length && j < other.length) {
      double value = Math.min(one[i], other[j]);
      while (i < one.length && one[i] == value) {
        i++;
      }
      while (j < other.length && other[j] == value) {
        j++;
      }
      greatest = Math.max(greatest, Math.abs((double) i / one.length - (double) j / other.length));
    }
    return greatest;
  }

  /** Kolmogorov's (1933): 2 times the sum over k of (-1)^(k-1) exp(-2 k^2 x^2). */
  private static double probability(double scaled) {
    if (scaled < CERTAIN_BELOW) {
      return 1;
    }
    double sum = 0;
    double sign = 1;
    for (int k = 1; k <= MOST_TERMS; k++) {
      sum += sign * StrictMath.exp(-2.0 * k * k * scaled * scaled);
      sign = -sign;
    }
    return Math.clamp(2 * sum, 0.0, 1.0);
  }

  private static double[] known(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  private static double stabilityIndex(double[] before, double[] sorted, double[] now) {
    double[] edges = new double[sorted.length == 0 ? 0 : BINS - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = sorted[(int) ((long) sorted.length * (i + 1) / BINS)];
    }
    double[] expected = shares(before, edges);
    double[] seen = shares(now, edges);
    double index = 0;
    for (int bin = 0; bin < expected.length; bin++) {
      double one = Math.max(expected[bin], LEAST_SHARE);
      double other = Math.max(seen[bin], LEAST_SHARE);
      index += (other - one) * StrictMath.log(other / one);
    }
    return index;
  }

  /** The share of each bin, the missing ones last. A value at an edge is above it. */
  private static double[] shares(double[] values, double[] edges) {
    double[] shares = new double[edges.length + 2];
    for (double value : values) {
      int bin = 0;
      while (bin < edges.length && value >= edges[bin]) {
        bin++;
      }
      shares[Double.isNaN(value) ? edges.length + 1 : bin]++;
    }
    for (int bin = 0; bin < shares.length; bin++) {
      shares[bin] /= values.length;
    }
    return shares;
  }
}
