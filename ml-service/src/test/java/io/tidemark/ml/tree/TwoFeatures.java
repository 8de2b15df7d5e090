package io.tidemark.ml.tree;

import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The close rises where the first two of four features have the same sign, and falls elsewhere.
 * Neither tells anything alone.
 */
final class TwoFeatures {

  private static final int FEATURES = 4;
  private static final int BARS = 4_000;
  private static final int TRAIN = 3_000;

  private final SampleTable table;

  TwoFeatures() {
    Random random = new Random(3);
    table =
        new SampleTable(
            FEATURES,
            IntStream.range(0, BARS * FEATURES).mapToDouble(_ -> random.nextGaussian()).toArray(),
            new double[BARS]);
  }

  Samples train() {
    return samples(0, TRAIN);
  }

  Samples heldOut() {
    return samples(TRAIN, BARS);
  }

  private Samples samples(int from, int to) {
    int[] bars = IntStream.range(from, to).toArray();
    int[] labels =
        IntStream.of(bars)
            .map(bar -> table.value(bar, 0) * table.value(bar, 1) > 0 ? Samples.UP : Samples.DOWN)
            .toArray();
    double[] weights = new double[bars.length];
    Arrays.fill(weights, 1);
    return table.select(1, bars, labels, weights);
  }
}
