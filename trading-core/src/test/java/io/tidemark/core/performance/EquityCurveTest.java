package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EquityCurveTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @Test
  void beginsWithWhatWasThereAtTheStart() {
    EquityCurve curve = hourly(100, 101, 99);

    assertThat(curve.size()).isEqualTo(3);
    assertThat(curve.start()).isEqualTo(START);
    assertThat(curve.end()).isEqualTo(START.plus(Duration.ofHours(2)));
    assertThat(curve.initialEquity()).isEqualTo(100);
    assertThat(curve.finalEquity()).isEqualTo(99);
  }

  @Test
  void takesTheCloseAtMidnightForTheDaysEnd() {
    EquityCurve curve =
        EquityCurve.ofBarCloses(
            START, 100, new long[] {hours(12), hours(24), hours(36)}, new double[] {90, 120, 60});

    // the first day from 100 to 120, the second so far from 120 to 60
    assertThat(curve.dailyReturns()).containsExactly(new double[] {0.2, -0.5}, within(1e-15));
  }

  @Test
  void tellsEachStretchBelowAPeak() {
    EquityCurve curve = hourly(100, 80, 90, 100, 110, 99, 88, 104.5);

    assertThat(curve.drawdowns())
        .containsExactly(
            new Drawdown(at(0), at(1), at(3), 0.2, Duration.ofHours(3)),
            new Drawdown(at(4), at(6), null, 0.2, Duration.ofHours(3)));
  }

  @Test
  void sortsTheDeepestFirstAndTheEarlierOfTwoAsDeep() {
    EquityCurve curve = hourly(100, 90, 100, 50, 100, 90, 100);

    assertThat(curve.deepestDrawdowns(2))
        .extracting(Drawdown::troughAt)
        .containsExactly(at(3), at(1));
  }

  @Test
  void hasNoDrawdownWhileItRises() {
    assertThat(hourly(100, 100, 101).drawdowns()).isEmpty();
  }

  @Test
  void measuresHowFarItIsUnderWater() {
    assertThat(hourly(100, 80, 120, 90).underwater())
        .containsExactly(new double[] {0, 0.2, 0, 0.25}, within(1e-15));
  }

  @Test
  void weighsTheMeanByTime() {
    EquityCurve curve =
        EquityCurve.ofBarCloses(
            START, 100, new long[] {hours(3), hours(4)}, new double[] {200, 999});

    // 100 for three hours, then 200 for one
    assertThat(curve.meanEquity()).isEqualTo(125);
    assertThat(hourly(100).meanEquity()).isEqualTo(100);
  }

  @Test
  void isCarriedOnFlat() {
    EquityCurve carried = hourly(100, 110).carriedTo(at(48));

    assertThat(carried.size()).isEqualTo(3);
    assertThat(carried.finalEquity()).isEqualTo(110);
    assertThat(carried.dailyReturns()).containsExactly(new double[] {0.1, 0}, within(1e-15));
    assertThat(carried.carriedTo(at(3))).isSameAs(carried);
  }

  @Test
  void sumsCurvesOfUnequalInstants() {
    EquityCurve longer = hourly(100, 110, 120);
    EquityCurve later =
        EquityCurve.ofBarCloses(at(1), 10, new long[] {hours(3)}, new double[] {30});

    EquityCurve sum = EquityCurve.sum(List.of(longer, later));

    assertThat(List.of(sum.equityAt(0), sum.equityAt(1), sum.equityAt(2), sum.equityAt(3)))
        .containsExactly(110.0, 120.0, 130.0, 150.0);
  }

  @Test
  void refusesWhatIsNotInOrderOrNoNumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EquityCurve.ofBarCloses(START, 1, new long[] {hours(0)}, new double[] {1}))
        .withMessageContaining("close 1 must be after 2026-03-01T00:00:00Z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hourly(100, Double.NaN))
        .withMessageContaining("equity at 2026-03-01T01:00:00Z must be finite, was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EquityCurve.ofBarCloses(START, 1, new long[] {hours(1)}, new double[0]))
        .withMessageContaining("one value for each of 1 closes, had 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EquityCurve.sum(List.of()))
        .withMessageContaining("curves must not be empty");
  }

  private static EquityCurve hourly(double initial, double... closes) {
    long[] times = new long[closes.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = hours(i + 1);
    }
    return EquityCurve.ofBarCloses(START, initial, times, closes);
  }

  private static long hours(int after) {
    return START.toEpochMilli() + after * HOUR;
  }

  private static Instant at(int hours) {
    return Instant.ofEpochMilli(hours(hours));
  }
}
