package io.tidemark.ml.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.learn.Drift;
import io.tidemark.kit.configuration.Retraining;
import io.tidemark.ml.run.DriftFigures.FeatureDrift;
import io.tidemark.ml.run.DriftFigures.Score;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftFiguresTest {

  private static final Retraining LIMITS = new Retraining(0.25, 0.3, 50, 0.1, Duration.ofHours(6));

  private static FeatureDrift feature(String name, double index, double distance) {
    return new FeatureDrift(name, new Drift(index, distance, 0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "0.26, 0.1,  0.1, 0.1, true",
    "0.1,  0.31, 0.1, 0.1, true",
    "0.25, 0.3,  0.1, 0.1, false",
    "0.1,  0.1,  0.1, 0.1, false"
  })
  void isDriftIfEnoughFeaturesAreBeyondEitherThreshold(
      double index, double distance, double otherIndex, double otherDistance, boolean drift) {
    DriftFigures figures =
        new DriftFigures(
            List.of(feature("one", index, distance), feature("two", otherIndex, otherDistance)),
            null);

    assertThat(figures.isDrift(LIMITS)).isEqualTo(drift);
    assertThat(figures.driftedPct(LIMITS)).isEqualTo(drift ? 50 : 0);
  }

  @Test
  void isNoDriftIfTooFewFeaturesHaveMoved() {
    DriftFigures figures =
        new DriftFigures(
            List.of(feature("one", 9, 1), feature("two", 0, 0), feature("three", 0, 0)), null);

    assertThat(figures.isDrift(LIMITS)).isFalse();
  }

  /** Accuracies that are exact in binary: 0.75 - 0.625 is above 0.1, 0.75 - 0.6875 is not. */
  @ParameterizedTest
  @CsvSource({"0.625, true", "0.6875, false", "0.875, false"})
  void isDriftIfItForetellsSoMuchWorse(double live, boolean drift) {
    DriftFigures figures =
        new DriftFigures(List.of(feature("one", 0, 0)), new Score(0.75, live, 400));

    assertThat(figures.isDrift(LIMITS)).isEqualTo(drift);
  }

  @Test
  void tellsWhatMovedMostAndTheScore() {
    DriftFigures figures =
        new DriftFigures(
            List.of(
                feature("calm", 0.01, 0.02),
                feature("wild", 3, 0.5),
                feature("mild", 0.1, 0.1),
                feature("odd", 0.5, 0.25)),
            new Score(0.75, 0.5, 400));

    assertThat(figures.told())
        .isEqualTo(
            "wild PSI 3.000 KS 0.500, odd PSI 0.500 KS 0.250, mild PSI 0.100 KS 0.100;"
                + " accuracy 0.5000 of 400 live predictions, 0.7500 on the hold-out");
  }
}
