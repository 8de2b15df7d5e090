package io.tidemark.core.optimise.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParzenEstimatorTest {

  @Test
  void integratesToOne() {
    ParzenEstimator estimator = new ParzenEstimator(new double[] {0, 0.02, 0.3, 0.31, 1}, 0);

    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += estimator.density((i + 0.5) / 100_000) / 100_000;
    }

    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    // scipy.stats.truncnorm: the mean of the curves round 0.2, width 1/3, and round 0.5, width 1,
    // both cut off at 0 and 1
    "0.0, 1.156294",
    "0.2, 1.331961",
    "0.5, 1.077152",
    "0.9, 0.572810"
  })
  void isTheMeanOfCutOffCurves(double place, double expected) {
    ParzenEstimator estimator = new ParzenEstimator(new double[] {0.2}, 0);

    // one place: as wide as its distance to the middle, but not below 1 / (2 + 1)
    assertThat(estimator.density(place)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void drawsWhereTheDensityIs() {
    ParzenEstimator estimator = new ParzenEstimator(new double[] {0.1, 0.11, 0.12, 0.13}, 0);
    Random random = new Random(1);
    double density = 0;
    int low = 0;
    for (int i = 0; i < 20_000; i++) {
      double place = estimator.draw(random);
      assertThat(place).isBetween(0.0, 1.0);
      low += place < 0.25 ? 1 : 0;
    }
    for (int i = 0; i < 1000; i++) {
      density += estimator.density((i + 0.5) / 4000) / 4000;
    }

    assertThat(low / 20_000.0).isCloseTo(density, within(0.015));
  }
}
