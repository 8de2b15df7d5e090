package io.tidemark.backtester.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandlesTest {

  private static final long START = Instant.parse("2025-01-01T00:03:00Z").toEpochMilli();

  @Test
  void leavesBarsAloneThatAreFewEnough() {
    SymbolData symbol = fourMinutes(1, 2, 3, 4);

    assertThat(Candles.of(symbol, 4).bars()).isSameAs(symbol.bars());
  }

  @Test
  void putsBarsTogetherOnTheLongerGrid() {
    Candles candles = Candles.of(fourMinutes(1, 2, 3, Double.NaN), 3);

    // minutes 3 and 4 lie in the five from 0, minutes 5 and 6 in those from 5
    BarColumns bars = candles.bars();
    assertThat(candles.timeframe()).isEqualTo(Timeframe.M5);
    assertThat(bars.openTimes()).containsExactly(START - 180_000, START + 120_000);
    assertThat(bars.open()).containsExactly(10, 12);
    assertThat(bars.high()).containsExactly(15, 17);
    assertThat(bars.low()).containsExactly(5, 7);
    assertThat(bars.close()).containsExactly(12, 14);
    assertThat(bars.volume()).containsExactly(3, 7);
    assertThat(candles.indicators().getFirst().values()).containsExactly(2, Double.NaN);
  }

  @Test
  void makesHoursOfAYearOfMinutes() {
    Candles candles = Candles.of(Reports.symbol("BTC/USD", 525_600, 1), HtmlView.CANDLES);

    assertThat(candles.timeframe()).isEqualTo(Timeframe.H1);
    assertThat(candles.bars().size()).isEqualTo(8_760);
  }

  @Test
  void losesNoPriceAndNoVolume() {
    SymbolData symbol = Reports.symbol("BTC/USD", 3_000, 1);
    BarColumns candles = Candles.of(symbol, 500).bars();

    assertThat(candles.size()).isLessThanOrEqualTo(500);
    assertThat(Arrays.stream(candles.high()).max())
        .isEqualTo(Arrays.stream(symbol.bars().high()).max());
    assertThat(Arrays.stream(candles.low()).min())
        .isEqualTo(Arrays.stream(symbol.bars().low()).min());
    assertThat(Math.round(100 * Arrays.stream(candles.volume()).sum()))
        .isEqualTo(Math.round(100 * Arrays.stream(symbol.bars().volume()).sum()));
  }

  @Test
  void refusesColumnsOfUnequalLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fourMinutes(1, 2))
        .withMessageContaining("indicator sma must have one value for each of 4 bars, had 2");
    double[] two = new double[2];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BarColumns(new long[] {1, 2}, two, two, new double[1], two, two))
        .withMessageContaining("low must have one value for each of 2 bars, had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BarColumns(new long[] {2, 2}, two, two, two, two, two))
        .withMessageContaining("openTimes must rise, bar 1 had 2 after 2");
  }

  private static SymbolData fourMinutes(double... indicator) {
    return new SymbolData(
        InstrumentId.of("kraken", "BTC/USD"),
        Timeframe.M1,
        new BarColumns(
            new long[] {START, START + 60_000, START + 120_000, START + 180_000},
            new double[] {10, 11, 12, 13},
            new double[] {15, 14, 13, 17},
            new double[] {9, 5, 7, 8},
            new double[] {11, 12, 13, 14},
            new double[] {1, 2, 3, 4}),
        List.of(new IndicatorColumn("sma", "", indicator)),
        new DataCompleteness(4, 4, 0, 0, 0, List.of()));
  }
}
