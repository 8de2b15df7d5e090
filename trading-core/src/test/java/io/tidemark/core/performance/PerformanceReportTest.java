package io.tidemark.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerformanceReportTest {

  private static final List<TradeRow> ROWS = List.of(Rows.row(0, 60, "20"), Rows.row(90, 95, "-5"));

  @Test
  void setsTheRunAgainstTheBenchmark() {
    PerformanceReport report =
        PerformanceReport.of(curve(1015), ROWS, curve(1100), new Bootstrap(1, 100, 0.9, null));

    assertThat(report.initialEquity()).isEqualTo(1000);
    assertThat(report.finalEquity()).isEqualTo(1015);
    assertThat(report.excessReturn()).isCloseTo(0.015 - 0.1, within(1e-12));
    assertThat(report.trades()).isEqualTo(TradeFigures.of(ROWS));
    assertThat(report.confidence()).isNotNull();
  }

  @Test
  void leavesOutWhatWasNotAskedFor() {
    PerformanceReport report = PerformanceReport.of(curve(1015), ROWS, null, null);

    assertThat(report.benchmark()).isNull();
    assertThat(report.excessReturn()).isNull();
    assertThat(report.confidence()).isNull();
  }

  @Test
  void isWholeWithoutAnyTrade() {
    PerformanceReport report =
        PerformanceReport.of(curve(1000), List.of(), null, Bootstrap.STANDARD);

    assertThat(report.trades().results().totalTrades()).isZero();
    assertThat(report.breakdown().byStrategy()).isEmpty();
    assertThat(report.activity().feeRate()).isNull();
    assertThat(report.drawdowns()).isEmpty();
  }

  private static EquityCurve curve(double end) {
    return EquityCurve.ofBarCloses(
        Rows.START,
        1000,
        new long[] {Rows.START.plus(Duration.ofDays(1)).toEpochMilli()},
        new double[] {end});
  }
}
