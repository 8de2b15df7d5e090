package io.tidemark.ml.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleTable;
import io.tidemark.ml.model.Samples;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArimaForecastTest {

  private static final int BARS = 20_000;

  @Test
  void findsTheFactorsOfAnAutoregression() {
    double[] changes = series(0.5, -0.3, 0, 0);

    ArimaForecast forecast = fit(new ModelSettings.Arima(2, 0, 1), changes);

    assertThat(forecast.factors()).containsExactly(new double[] {0.5, -0.3, 0}, within(0.03));
    assertThat(forecast.deviation()).isCloseTo(1, within(0.02));
  }

  @Test
  void findsTheFactorOfAMovingAverage() {
    double[] changes = series(0, 0, 0.6, 0.2);

    ArimaForecast forecast = fit(new ModelSettings.Arima(0, 1, 1), changes);

    assertThat(forecast.factors()).containsExactly(new double[] {0.6, 0.2}, within(0.03));
  }

  @Test
  void forecastsTheSumOfTheChangesAhead() {
    ModelSettings.Arima settings = new ModelSettings.Arima(1, 0, 3);
    ArimaForecast forecast =
        new ArimaForecast(new double[settings.longLags() + 1], new double[] {0.5, 0.1}, 2);
    double[] changes = new double[settings.history()];
    changes[changes.length - 1] = 4;

    // 0.1 + 0.5 x 4 = 2.1, 0.1 + 0.5 x 2.1 = 1.15, 0.1 + 0.5 x 1.15 = 0.675; a random walk's
    // deviation over three bars is 2 x sqrt(3)
    assertThat(forecast.score(settings, samples(settings, changes), 0))
        .isCloseTo((2.1 + 1.15 + 0.675) / (2 * Math.sqrt(3)), within(1e-12));
  }

  @Test
  void aForecastThatRunsAwayStaysWithinItsBounds() {
    ModelSettings.Arima settings = new ModelSettings.Arima(1, 0, 10_000);
    ArimaForecast forecast =
        new ArimaForecast(new double[settings.longLags() + 1], new double[] {3, 0}, 1);
    double[] changes = new double[settings.history()];
    changes[changes.length - 1] = -1;

    assertThat(forecast.score(settings, samples(settings, changes), 0)).isEqualTo(-10);
  }

  @Test
  void expectsNothingWhereNothingEverMoved() {
    ModelSettings.Arima settings = new ModelSettings.Arima(2, 1, 5);
    double[] changes = new double[200];

    ArimaForecast forecast = fit(settings, changes);

    assertThat(forecast.score(settings, samples(settings, changes), 0)).isZero();
  }

  /** With two factors of changes, one of shocks, and a constant; shocks have deviation 1. */
  private static double[] series(double first, double second, double shock, double constant) {
    Random random = new Random(5);
    double[] changes = new double[BARS];
    double before = random.nextGaussian();
    for (int bar = 2; bar < BARS; bar++) {
      double now = random.nextGaussian();
      changes[bar] =
          constant + first * changes[bar - 1] + second * changes[bar - 2] + now + shock * before;
      before = now;
    }
    return changes;
  }

  private static ArimaForecast fit(ModelSettings.Arima settings, double[] changes) {
    return ArimaForecast.fit(settings, samples(settings, changes));
  }

  private static Samples samples(ModelSettings.Arima settings, double[] changes) {
    int[] bars = IntStream.range(settings.history() - 1, changes.length).toArray();
    double[] weights = new double[bars.length];
    Arrays.fill(weights, 1);
    return new SampleTable(1, new double[changes.length], changes)
        .select(settings.history(), bars, new int[bars.length], weights);
  }
}
