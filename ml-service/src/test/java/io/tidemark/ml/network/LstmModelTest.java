package io.tidemark.ml.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.RankedArea;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.StoppableContract;
import io.tidemark.ml.model.SyntheticMarket;
import io.tidemark.ml.model.TrainingProgress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LstmModelTest extends StoppableContract {

  @Override
  protected ModelSettings settings() {
    return new ModelSettings.Lstm(List.of(8, 4), 0.1, 64, 4, 0.02, 4, 0, 7);
  }

  @Test
  void findsWhatOnlyAnEarlierBarTells() throws InterruptedException {
    // The close rises where the feature two bars before was above 0.
    Random random = new Random(4);
    SampleTable table =
        new SampleTable(
            1,
            IntStream.range(0, 4_000).mapToDouble(_ -> random.nextGaussian()).toArray(),
            new double[4_000]);
    Samples heldOut = earlier(table, 3_000, 4_000);
    try (Model model =
        new LstmTrainer(new ModelSettings.Lstm(List.of(8), 0, 64, 8, 0.02, 4, 0, 7))
            .train(earlier(table, 3, 3_000), heldOut, TrainingProgress.UNHEARD)) {
      assertThat(RankedArea.of(model.predict(heldOut), heldOut)).isGreaterThan(0.9);
    }
  }

  @Test
  void goesThroughAllButTheLastBarBeforeItComes() throws InterruptedException {
    SyntheticMarket market = SyntheticMarket.trending(1_000);
    try (LstmModel model =
        (LstmModel)
            new LstmTrainer(new ModelSettings.Lstm(List.of(8, 4), 0.1, 64, 1, 0.02, 4, 0, 7))
                .train(market.samples(0, 500), market.samples(0, 0), TrainingProgress.UNHEARD)) {
      float[][] prepared = model.prepare(market.samples(600, 700), 0);

      double[][] next = model.predict(market.samples(601, 701), prepared);

      assertThat(next).isDeepEqualTo(model.predict(market.samples(601, 701)));
    }
  }

  private static Samples earlier(SampleTable table, int from, int to) {
    int[] bars = IntStream.range(from, to).toArray();
    int[] labels =
        IntStream.of(bars)
            .map(bar -> table.value(bar - 2, 0) > 0 ? Samples.UP : Samples.DOWN)
            .toArray();
    double[] weights = new double[bars.length];
    Arrays.fill(weights, 1);
    return table.select(4, bars, labels, weights);
  }
}
