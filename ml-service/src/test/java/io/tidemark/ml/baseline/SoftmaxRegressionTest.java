package io.tidemark.ml.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import io.tidemark.ml.model.TrainingProgress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoftmaxRegressionTest {

  private static final double HARDLY_ANY = 1e-9;

  @Test
  void withoutAFeatureProbabilitiesAreTheSharesOfTheLabels() throws InterruptedException {
    double[][] probabilities =
        probabilities(HARDLY_ANY, new double[8], new int[] {0, 0, 1, 2, 2, 2, 2, 2}, ones(8));

    // 2, 1 and 5 of 8
    assertThat(probabilities[0]).containsExactly(new double[] {0.25, 0.125, 0.625}, within(1e-4));
  }

  @Test
  void weightsCountAsRepeatedSamples() throws InterruptedException {
    double[][] probabilities =
        probabilities(HARDLY_ANY, new double[3], new int[] {0, 1, 2}, new double[] {2, 1, 5});

    assertThat(probabilities[0]).containsExactly(new double[] {0.25, 0.125, 0.625}, within(1e-4));
  }

  @Test
  void tellsTwoGroupsApartByWhatHappenedInEach() throws InterruptedException {
    // Of four with the feature at 1 three rise, of four with it at -1 one does.
    double[] feature = {1, 1, 1, 1, -1, -1, -1, -1};
    int[] labels = {2, 2, 2, 0, 2, 0, 0, 0};

    double[][] probabilities = probabilities(HARDLY_ANY, feature, labels, ones(8));

    assertThat(probabilities[0][Samples.UP]).isCloseTo(0.75, within(1e-4));
    assertThat(probabilities[7][Samples.UP]).isCloseTo(0.25, within(1e-4));
  }

  @Test
  void aPenaltyDrawsTheGroupsTogether() throws InterruptedException {
    double[] feature = {1, 1, 1, 1, -1, -1, -1, -1};
    int[] labels = {2, 2, 2, 0, 2, 0, 0, 0};

    double[][] probabilities = probabilities(1, feature, labels, ones(8));

    assertThat(probabilities[0][Samples.UP]).isBetween(0.51, 0.7);
  }

  private static double[][] probabilities(
      double penalty, double[] feature, int[] labels, double[] weights)
      throws InterruptedException {
    int[] bars = new int[feature.length];
    Arrays.setAll(bars, i -> i);
    Samples samples =
        new SampleTable(1, feature, new double[feature.length]).select(1, bars, labels, weights);
    DesignMatrix matrix = DesignMatrix.of(samples);
    return SoftmaxRegression.fit(
            matrix, samples, penalty, _ -> Double.NaN, TrainingProgress.UNHEARD)
        .probabilities(matrix);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
