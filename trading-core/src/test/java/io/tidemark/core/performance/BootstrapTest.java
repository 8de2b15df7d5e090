package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.performance.ConfidenceBounds.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static final double Z_OF_95_PERCENT = 1.959964;

  @Test
  void interpolatesBetweenNeighbours() {
    double[] sorted = {1, 2, 4, 8};

    assertThat(Bootstrap.quantile(sorted, 0)).isEqualTo(1);
    assertThat(Bootstrap.quantile(sorted, 0.5)).isEqualTo(3);
    // place 0.9 x 3 = 2.7: 4 + 0.7 x 4
    assertThat(Bootstrap.quantile(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
    assertThat(Bootstrap.quantile(sorted, 1)).isEqualTo(8);
  }

  @Test
  void drawsStretchesOfTheMeanLength() {
    double[] days = new double[1000];
    for (int i = 0; i < days.length; i++) {
      days[i] = i;
    }
    Random random = new Random(7);
    int jumps = 0;
    for (int round = 0; round < 100; round++) {
      double[] drawn = Bootstrap.drawDays(days, 10, random);
      for (int i = 1; i < drawn.length; i++) {
        jumps += drawn[i] == (drawn[i - 1] + 1) % 1000 ? 0 : 1;
      }
    }

    // about 99,900 steps, each a jump with probability 1/10; 5 deviations are 470
    assertThat(jumps).isBetween(9_500, 10_500);
  }

  @Test
  void agreesWithTheNormalTheoryOfAMean() {
    List<TradeRow> rows = new ArrayList<>();
    Random random = new Random(3);
    double sum = 0;
    double squares = 0;
    int n = 400;
    for (int i = 0; i < n; i++) {
      int cents = (int) Math.round(1000 * random.nextGaussian() + 100);
      rows.add(Rows.row(i, i + 1, "" + cents));
      sum += cents;
      squares += (double) cents * cents;
    }
    double mean = sum / n;
    double error = Math.sqrt((squares / n - mean * mean) / n);

    Interval expectancy =
        present(new Bootstrap(11, 4000, 0.95, null).bounds(flat(), rows).expectancy());

    assertThat(expectancy.lower()).isCloseTo(mean - Z_OF_95_PERCENT * error, within(0.15 * error));
    assertThat(expectancy.upper()).isCloseTo(mean + Z_OF_95_PERCENT * error, within(0.15 * error));
  }

  @Test
  void givesTheSameBoundsForTheSameSeedOnly() {
    List<TradeRow> rows =
        List.of(
            Rows.row(0, 1, "5"), Rows.row(1, 2, "-3"), Rows.row(2, 3, "7"), Rows.row(3, 4, "1"));
    EquityCurve curve = zigzag();

    ConfidenceBounds bounds = new Bootstrap(1, 200, 0.9, 2).bounds(curve, rows);

    assertThat(new Bootstrap(1, 200, 0.9, 2).bounds(curve, rows)).isEqualTo(bounds);
    assertThat(new Bootstrap(2, 200, 0.9, 2).bounds(curve, rows).sharpe())
        .isNotEqualTo(bounds.sharpe());
  }

  @Test
  void holdsTheFiguresOfWhatHappened() {
    EquityCurve curve = zigzag();
    EquityRisk risk = EquityRisk.of(curve);

    ConfidenceBounds bounds = Bootstrap.STANDARD.bounds(curve, List.of());

    assertThat(bounds.meanBlockDays()).as("the cube root of 60, rounded up").isEqualTo(4);
    assertThat(risk.sharpe())
        .isBetween(present(bounds.sharpe()).lower(), present(bounds.sharpe()).upper());
    assertThat(risk.cagr())
        .isBetween(present(bounds.cagr()).lower(), present(bounds.cagr()).upper());
    assertThat(present(bounds.maxDrawdown()).lower()).isPositive();
    assertThat(bounds.winRate()).as("without trades").isNull();
  }

  @Test
  void hasNoBoundsForWhatIsMostlyUndefined() {
    List<TradeRow> winners = List.of(Rows.row(0, 1, "5"), Rows.row(1, 2, "3"));

    ConfidenceBounds bounds = Bootstrap.STANDARD.bounds(flat(), winners);

    assertThat(bounds.profitFactor()).isNull();
    assertThat(bounds.sharpe()).isNull();
    assertThat(bounds.winRate()).isEqualTo(new Interval(1, 1));
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bootstrap(1, 99, 0.95, null))
        .withMessageContaining("resamples must be 100 or above, was 99");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bootstrap(1, 100, 1, null))
        .withMessageContaining("confidence must be above 0 and below 1, was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bootstrap(1, 100, 0.9, 0))
        .withMessageContaining("blockDays must be 1 or above, was 0");
  }

  private static EquityCurve flat() {
    return EquityCurve.ofBarCloses(Rows.START, 100, new long[0], new double[0])
        .carriedTo(Rows.START.plus(Duration.ofDays(10)));
  }

  /** Sixty days, up by 3 % and down by 2 % in turn. */
  private static EquityCurve zigzag() {
    long[] times = new long[60];
    double[] equity = new double[60];
    double last = 100;
    for (int i = 0; i < times.length; i++) {
      times[i] = Rows.START.plus(Duration.ofDays(i + 1)).toEpochMilli();
      last *= i % 2 == 0 ? 1.03 : 0.98;
      equity[i] = last;
    }
    return EquityCurve.ofBarCloses(Rows.START, 100, times, equity);
  }

  private static Interval present(@Nullable Interval interval) {
    return Objects.requireNonNull(interval);
  }
}
