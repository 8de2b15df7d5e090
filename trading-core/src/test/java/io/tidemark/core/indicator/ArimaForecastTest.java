package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArimaForecastTest {

  @Test
  void aRandomWalkIsForecastToStayWhereItIs() {
    ArimaForecast forecast = new ArimaForecast(0, 1, 0);
    Random random = new Random(1);
    double price = 100;
    for (int i = 0; i < 50; i++) {
      price += random.nextGaussian();
      forecast.update(price);
    }
    assertThat(forecast.value()).isCloseTo(price, offset(1e-12));
  }

  @Test
  void aStraightLineIsForecastToGoOn() {
    ArimaForecast twice = new ArimaForecast(0, 2, 0);
    ArimaForecast once = new ArimaForecast(1, 1, 0);
    for (int i = 0; i < 100; i++) {
      twice.update(100 + 3 * i);
      once.update(100 + 3 * i);
    }
    assertThat(twice.value()).isCloseTo(400, offset(1e-9));
    assertThat(once.value()).isCloseTo(400, offset(1e-3));
  }

  @Test
  void learnsTheCoefficientsOfTheProcessThatMadeTheSeries() {
    ArimaForecast forecast = new ArimaForecast(1, 1, 1);
    Random random = new Random(2);
    double price = 1_000;
    double difference = 0;
    double shock = 0;
    double meanAr = 0;
    double meanMa = 0;
    int bars = 20_000;
    for (int i = 0; i < bars; i++) {
      double next = random.nextGaussian();
      difference = 0.6 * difference + next + 0.4 * shock;
      shock = next;
      price += difference;
      forecast.update(price);
      meanAr += i < 1_000 ? 0 : forecast.coefficient(0) / (bars - 1_000);
      meanMa += i < 1_000 ? 0 : forecast.coefficient(1) / (bars - 1_000);
    }
    assertThat(meanAr).isCloseTo(0.6, offset(0.05));
    assertThat(meanMa).isCloseTo(0.4, offset(0.1));
  }

  @Test
  void forecastsBetterThanTheLastValueWhereThereIsSomethingToLearn() {
    ArimaForecast forecast = new ArimaForecast(2, 0, 0);
    Random random = new Random(3);
    double before = 0;
    double value = 0;
    double errors = 0;
    double naive = 0;
    for (int i = 0; i < 5_000; i++) {
      double next = 10 + 1.2 * value - 0.6 * before - 4 + random.nextGaussian();
      if (i > 500) {
        errors += Math.pow(next - forecast.value(), 2);
        naive += Math.pow(next - value, 2);
      }
      before = value;
      value = next;
      forecast.update(value);
    }
    assertThat(errors / 4_500).isBetween(0.95, 1.1);
    assertThat(naive / 4_500).isGreaterThan(1.5);
  }

  /** Least squares solved from scratch at the end, of the examples with their weights. */
  @Test
  void learnsWhatLeastSquaresOfAllExamplesGive() {
    RecursiveLeastSquares model = new RecursiveLeastSquares(2);
    Random random = new Random(4);
    double[][] normal = {{0, 0}, {0, 0}};
    double[] products = {0, 0};
    double prior = 1 / RecursiveLeastSquares.UNCERTAIN;
    int examples = 300;
    for (int i = 0; i < examples; i++) {
      double[] x = {random.nextGaussian(), random.nextGaussian()};
      double y = 2 * x[0] - 0.5 * x[1] + 0.1 * random.nextGaussian();
      model.learn(x, y);
      double weight = Math.pow(RecursiveLeastSquares.MEMORY, examples - 1 - i);
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
          normal[a][b] += weight * x[a] * x[b];
        }
        products[a] += weight * x[a] * y;
      }
    }
    double decayed = prior * Math.pow(RecursiveLeastSquares.MEMORY, examples - 1);
    double a = normal[0][0] + decayed;
    double d = normal[1][1] + decayed;
    double b = normal[0][1];
    double determinant = a * d - b * b;

    assertThat(model.coefficient(0))
        .isCloseTo((d * products[0] - b * products[1]) / determinant, offset(1e-6));
    assertThat(model.coefficient(1))
        .isCloseTo((a * products[1] - b * products[0]) / determinant, offset(1e-6));
  }
}
