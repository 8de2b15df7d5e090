package io.tidemark.ml.model;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Area under the ROC curve by ranks: how often a sample that rose was thought likelier to rise than
 * one that fell. Ties count half.
 */
public final class RankedArea {

  private RankedArea() {}

  /** Of predictions; samples that stayed do not count. */
  public static double of(double[][] predicted, Samples samples) {
    int[] moved =
        IntStream.range(0, samples.count())
            .filter(i -> samples.label(i) != Samples.NEUTRAL)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> lean(predicted[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    long rose = 0;
    for (int start = 0; start < moved.length; ) {
      int end = start;
      while (end < moved.length && lean(predicted[moved[end]]) == lean(predicted[moved[start]])) {
        end++;
      }
      for (int i = start; i < end; i++) {
        if (samples.label(moved[i]) == Samples.UP) {
          ranks += (start + 1 + end) / 2.0;
          rose++;
        }
      }
      start = end;
    }
    long fell = moved.length - rose;
    return (ranks - rose * (rose + 1) / 2.0) / ((double) rose * fell);
  }

  private static double lean(double[] probabilities) {
    return probabilities[Samples.UP] - probabilities[Samples.DOWN];
  }
}
