package io.tidemark.core.learn;

import java.util.stream.IntStream;

/** The receiver operating characteristic of scores. */
public final class RankCurve {

  private RankCurve() {}

  /**
   * The area under it: the probability that a positive case scores higher than a negative one, a
   * tie counting half (Mann and Whitney, 1947). 0.5 is chance.
   *
   * @return 0 to 1; NaN if all cases are positive, or none is
   * @throws IllegalArgumentException if the arrays differ in length, or a score is NaN
   */
  public static double areaUnder(boolean[] positive, double[] scores) {
    if (positive.length != scores.length) {
      throw new IllegalArgumentException(
          "there must be as many scores as cases, were %d and %d"
              .formatted(scores.length, positive.length));
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    long positives = 0;
    int from = 0;
    while (from < order.length) {
      int to = from;
      int tied = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        tied += positive[order[to]] ? 1 : 0;
        to++;
      }
      if (to == from) {
        throw new IllegalArgumentException("a score must be a number, was NaN");
      }
      // Ranks count from 1; those of a tie are their mean.
      ranks += tied * (from + 1 + to) / 2.0;
      positives += tied;
      from = to;
    }
    long negatives = order.length - positives;
    if (positives == 0 || negatives == 0) {
      return Double.NaN;
    }
    return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }
}
