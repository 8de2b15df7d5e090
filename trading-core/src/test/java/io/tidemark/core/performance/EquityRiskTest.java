package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EquityRiskTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Offset<Double> EXACTLY = within(1e-12);

  @Test
  void measuresDaysByHand() {
    EquityRisk risk = EquityRisk.of(daily(100, 110, 99, 118.8, 106.92));

    // returns 0.1, -0.1, 0.2, -0.1: mean 0.025, squared deviations 0.005625, 0.015625, 0.030625,
    // 0.015625, sum 0.0675
    double deviation = Math.sqrt(0.0675 / 3);
    assertThat(risk.days()).isEqualTo(4);
    assertThat(risk.volatility()).isCloseTo(deviation * Math.sqrt(365), EXACTLY);
    assertThat(risk.sharpe()).isCloseTo(0.025 / deviation * Math.sqrt(365), EXACTLY);
    assertThat(risk.sortino()).isCloseTo(0.025 / Math.sqrt(0.02 / 4) * Math.sqrt(365), EXACTLY);
    assertThat(risk.omega()).isCloseTo(0.3 / 0.2, EXACTLY);
    assertThat(risk.bestDay()).isCloseTo(0.2, EXACTLY);
    assertThat(risk.worstDay()).isCloseTo(-0.1, EXACTLY);
    assertThat(risk.positiveDays()).isEqualTo(0.5);
  }

  @Test
  void measuresDrawdownsByHand() {
    EquityRisk risk = EquityRisk.of(daily(100, 110, 99, 118.8, 106.92));

    // below the peak by 0, 0.1, 0, 0.1 after the start
    assertThat(risk.maxDrawdown()).isCloseTo(0.1, EXACTLY);
    assertThat(risk.ulcerIndex()).isCloseTo(Math.sqrt(0.02 / 4), EXACTLY);
    assertThat(risk.longestDrawdown()).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void setsTheYearlyGrowthAgainstTheDeepestDrawdown() {
    EquityCurve curve =
        EquityCurve.ofBarCloses(
            START, 100, new long[] {day(365), day(730)}, new double[] {80, 121});

    EquityRisk risk = EquityRisk.of(curve);

    assertThat(risk.cagr()).isCloseTo(0.1, EXACTLY);
    assertThat(risk.calmar()).isCloseTo(0.1 / 0.2, EXACTLY);
    assertThat(risk.totalReturn()).isCloseTo(0.21, EXACTLY);
  }

  @Test
  void leavesOutWhatIsNotDefined() {
    EquityRisk oneDay = EquityRisk.of(daily(100, 110));
    assertThat(oneDay.sharpe()).isNull();
    assertThat(oneDay.volatility()).isNull();
    assertThat(oneDay.omega()).isNull();
    assertThat(oneDay.calmar()).isNull();

    EquityRisk rising = EquityRisk.of(daily(100, 110, 121));
    assertThat(rising.sharpe()).as("the same every day").isNull();
    assertThat(rising.sortino()).isNull();
    assertThat(rising.omega()).isNull();
    assertThat(rising.volatility()).isCloseTo(0, within(1e-12));

    EquityRisk ruined = EquityRisk.of(daily(100, 0, 0));
    assertThat(ruined.totalReturn()).isEqualTo(-1);
    assertThat(ruined.cagr()).isNull();

    EquityRisk without = EquityRisk.of(daily(0, 0, 10));
    assertThat(without.totalReturn()).isNull();
  }

  @Test
  void agreesWithTheFiguresThatAreKeptLive() {
    EquityCurve curve = daily(100, 110, 99, 118.8, 106.92, 130);
    EquityStatistics.Running running = new EquityStatistics.Running();
    for (int i = 0; i < curve.size(); i++) {
      running.add(Instant.ofEpochMilli(curve.millisAt(i)), curve.equityAt(i));
    }

    EquityRisk risk = EquityRisk.of(curve);

    assertThat(running.statistics())
        .isEqualTo(
            new EquityStatistics(
                risk.sharpe(),
                risk.sortino(),
                risk.maxDrawdown(),
                risk.totalReturn(),
                risk.cagr(),
                risk.days()));
  }

  private static EquityCurve daily(double initial, double... ends) {
    long[] times = new long[ends.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = day(i + 1);
    }
    return EquityCurve.ofBarCloses(START, initial, times, ends);
  }

  private static long day(int after) {
    return START.plus(Duration.ofDays(after)).toEpochMilli();
  }
}
