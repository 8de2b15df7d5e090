package io.tidemark.benchmarks.ml;

import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Bars of 60 features, of which some tell a little of where the close goes. */
final class SampleBars {

  static final int FEATURES = 60;

  /** Of a feature on the label; the rest is noise. */
  private static final double SHARE = 0.05;

  private SampleBars() {}

  /** Labelled samples, the last bars of as many. */
  static SampleTable.Selection of(int count, int history) {
    Random random = new Random(1);
    int bars = count + history - 1;
    double[] values = new double[bars * FEATURES];
    int[] labels = new int[bars];
    for (int bar = 0; bar < bars; bar++) {
      double lean = 0;
      for (int feature = 0; feature < FEATURES; feature++) {
        double value = random.nextGaussian();
        values[bar * FEATURES + feature] = value;
        lean += feature < FEATURES / 4 ? SHARE * value : 0;
      }
      double outcome = lean + random.nextGaussian();
      labels[bar] =
          Math.abs(outcome) < 0.4 ? Samples.NEUTRAL : outcome > 0 ? Samples.UP : Samples.DOWN;
    }
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return new SampleTable(FEATURES, values, new double[bars])
        .select(
            history,
            IntStream.range(history - 1, bars).toArray(),
            Arrays.copyOfRange(labels, history - 1, bars),
            weights);
  }
}
