package io.tidemark.backtester.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.performance.EquityCurve;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EquityPointsTest {

  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  @Test
  void keepsEverythingThatIsShort() {
    EquityPoints points = EquityPoints.of(curve(100, 90, 120), null, 10);

    assertThat(points.equity()).containsExactly(100, 90, 120);
    assertThat(points.drawdown()).containsExactly(0, 0.1, 0);
    assertThat(points.benchmark()).isNull();
  }

  @Test
  void keepsTheEndsThePeakAndTheDeepestDrawdown() {
    Random random = new Random(5);
    double[] equity = new double[100_000];
    equity[0] = 1000;
    for (int i = 1; i < equity.length; i++) {
      equity[i] = equity[i - 1] * Math.exp(0.001 * random.nextGaussian());
    }
    EquityCurve curve = curve(equity);

    EquityPoints points = EquityPoints.of(curve, curve, 1000);

    assertThat(points.times()).hasSizeBetween(500, 1001);
    assertThat(points.times()[0]).isEqualTo(curve.millisAt(0));
    assertThat(points.times()[points.times().length - 1])
        .isEqualTo(curve.millisAt(curve.size() - 1));
    assertThat(Arrays.stream(points.equity()).max()).isEqualTo(Arrays.stream(equity).max());
    assertThat(Arrays.stream(points.drawdown()).max())
        .isEqualTo(Arrays.stream(curve.underwater()).max());
    assertThat(points.benchmark()).isEqualTo(points.equity());
  }

  @Test
  void carriesTheBenchmarkOnBetweenItsInstants() {
    EquityCurve benchmark =
        EquityCurve.ofBarCloses(
            START.plusSeconds(60),
            7,
            new long[] {START.toEpochMilli() + 120_000},
            new double[] {9});

    assertThat(EquityPoints.of(curve(100, 90, 120, 130), benchmark, 10).benchmark())
        .containsExactly(7, 7, 9, 9);
  }

  /** Equity a minute. */
  private static EquityCurve curve(double... equity) {
    long[] times = new long[equity.length - 1];
    for (int i = 0; i < times.length; i++) {
      times[i] = START.toEpochMilli() + 60_000L * (i + 1);
    }
    return EquityCurve.ofBarCloses(
        START, equity[0], times, Arrays.copyOfRange(equity, 1, equity.length));
  }
}
