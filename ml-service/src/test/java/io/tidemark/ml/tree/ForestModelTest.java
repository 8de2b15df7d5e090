package io.tidemark.ml.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelContract;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.RankedArea;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.TrainingProgress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForestModelTest extends ModelContract {

  @Override
  protected ModelSettings settings() {
    return new ModelSettings.Forest(40, 6, 1, 7);
  }

  @Test
  void findsWhatOnlyTwoFeaturesTogetherTell() throws InterruptedException {
    TwoFeatures market = new TwoFeatures();
    try (Model model = train(market.train())) {
      assertThat(RankedArea.of(model.predict(market.heldOut()), market.heldOut()))
          .isGreaterThan(0.9);
      assertThat(Arrays.stream(model.gains().orElseThrow()).sum()).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void probabilitiesAreTheSharesOfTheLabelsInALeaf() throws InterruptedException {
    // Of 400 with the feature at 1 three of four rise, of 400 with it at -1 one of eight does; of
    // the others of the first group all fall, of the second all stay.
    int count = 800;
    double[] feature = new double[count];
    int[] labels = new int[count];
    int[] bars = new int[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      boolean first = i < count / 2;
      feature[i] = first ? 1 : -1;
      boolean rises = first ? i % 4 != 0 : i % 8 == 0;
      labels[i] = rises ? Samples.UP : first ? Samples.DOWN : Samples.NEUTRAL;
      bars[i] = i;
      weights[i] = 1;
    }
    SampleTable table = new SampleTable(1, feature, new double[count]);
    Samples samples = table.select(1, bars, labels, weights);
    try (Model model = train(samples)) {
      double[][] predicted = model.predict(samples);

      assertThat(predicted[0]).containsExactly(new double[] {0.25, 0, 0.75}, within(0.02));
      assertThat(predicted[count - 1])
          .containsExactly(new double[] {0, 0.875, 0.125}, within(0.02));
    }
  }

  private Model train(Samples samples) throws InterruptedException {
    return new ForestTrainer(new ModelSettings.Forest(100, 8, 1, 7))
        .train(samples, samples, TrainingProgress.UNHEARD);
  }
}
