package io.tidemark.core.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The receiver operating characteristic of scores. */
public final class RankCurve {

  private RankCurve() {}

  /**
   * A point of the curve: what is called positive where scores are at or above some bound.
   *
   * @param falsePositiveRate share of the negative cases that are, 0 to 1
   * @param truePositiveRate share of the positive cases that are, 0 to 1
   */
  public record Point(double falsePositiveRate, double truePositiveRate) {}

  /**
   * The curve from (0, 0) to (1, 1), the highest score first; cases of one score are one step.
   *
   * @param most how many points are told at most, 2 or above; of more, some that lie evenly
   * @return empty if all cases are positive, or none is
   * @throws IllegalArgumentException if the arrays differ in length, or {@code most} is below 2
   */
  public static List<Point> points(boolean[] positive, double[] scores, int most) {
    requireSameLength(positive, scores);
    if (most < 2) {
      throw new IllegalArgumentException("most must be 2 or above, was " + most);
    }
    int[] order = order(scores);
    int positives = (int) IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    int negatives = positive.length - positives;
    if (positives == 0 || negatives == 0) {
      return List.of();
    }
    List<Point> all = new ArrayList<>();
    all.add(new Point(0, 0));
    int hits = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      hits += positive[order[i]] ? 1 : 0;
      if (i == 0 || scores[order[i - 1]] != scores[order[i]]) {
        int called = order.length - i;
        all.add(new Point((double) (called - hits) / negatives, (double) hits / positives));
      }
    }
    return thinned(all, most);
  }

  private static List<Point> thinned(List<Point> all, int most) {
    if (all.size() <= most) {
      return List.copyOf(all);
    }
    return IntStream.range(0, most)
        .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (most - 1))))
        .toList();
  }

  private static void requireSameLength(boolean[] positive, double[] scores) {
    if (positive.length != scores.length) {
      throw new IllegalArgumentException(
          "there must be as many scores as cases, were %d and %d"
              .formatted(scores.length, positive.length));
    }
  }

  /** The places of scores, the lowest first. */
  private static int[] order(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted((a, b) -> Double.compare(scores[a], scores[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * The area under it: the probability that a positive case scores higher than a negative one, a
   * tie counting half (Mann and Whitney, 1947). 0.5 is chance.
   *
   * @return 0 to 1; NaN if all cases are positive, or none is
   * @throws IllegalArgumentException if the arrays differ in length, or a score is NaN
   */
  public static double areaUnder(boolean[] positive, double[] scores) {
    requireSameLength(positive, scores);
    int[] order = order(scores);
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
