package io.tidemark.ml.model;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Bars whose changes follow the ones before by a known share, and labels of where the next close
 * goes. With a share of 0 it is a random walk, of which nobody can know anything.
 */
public final class SyntheticMarket {

  /** The change, the mean of the last three, and noise. */
  public static final int FEATURES = 6;

  /** Bars that every sample knows. */
  public static final int HISTORY = 64;

  /** A move smaller than this share of a change's deviation is none. */
  private static final double THRESHOLD = 0.3;

  private final SampleTable table;
  private final double[] changes;

  private SyntheticMarket(SampleTable table, double[] changes) {
    this.table = table;
    this.changes = changes;
  }

  /** With an unmistakable signal: 94 % of a change's variance is known before. */
  public static SyntheticMarket trending(int bars) {
    return of(0.97, 11, bars);
  }

  /** Without any. */
  public static SyntheticMarket randomWalk(int bars) {
    return of(0, 12, bars);
  }

  private static SyntheticMarket of(double share, long seed, int bars) {
    Random random = new Random(seed);
    double[] changes = new double[bars];
    double[] values = new double[bars * FEATURES];
    for (int bar = 0; bar < bars; bar++) {
      double before = bar == 0 ? 0 : changes[bar - 1];
      // So that the deviation is 1 with any share.
      changes[bar] = share * before + Math.sqrt(1 - share * share) * random.nextGaussian();
      values[bar * FEATURES] = changes[bar];
      values[bar * FEATURES + 1] = (changes[bar] + before + (bar < 2 ? 0 : changes[bar - 2])) / 3;
      for (int noise = 2; noise < FEATURES; noise++) {
        values[bar * FEATURES + noise] = random.nextGaussian();
      }
    }
    return new SyntheticMarket(new SampleTable(FEATURES, values, changes), changes);
  }

  /** The samples of bars from one place to before another. */
  public SampleTable.Selection samples(int from, int to) {
    int[] bars = IntStream.range(Math.max(from, HISTORY - 1), to).toArray();
    int[] labels = IntStream.of(bars).map(bar -> label(changes[bar + 1])).toArray();
    double[] weights = IntStream.of(bars).mapToDouble(_ -> 1).toArray();
    return table.select(HISTORY, bars, labels, weights);
  }

  private static int label(double next) {
    if (Math.abs(next) < THRESHOLD) {
      return Samples.NEUTRAL;
    }
    return next > 0 ? Samples.UP : Samples.DOWN;
  }
}
