package io.tidemark.backtester.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.backtester.report.IndicatorColumn;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.candles.CandleFile;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndicatorValuesTest {

  @TempDir Path folder;

  /** Minutes that close at 1000, 1001 and so on; five-minute bars close at 1004, 1009, 1014. */
  @Test
  void areThoseSeenAtEachCloseOfThePrimaryTimeframe() throws IOException {
    StringBuilder text = new StringBuilder("timestamp,open,high,low,close,volume\n");
    for (int i = 0; i < 15; i++) {
      int close = 1000 + i;
      text.append(1704067200000L + i * 60_000L)
          .append((",%d".formatted(close)).repeat(4))
          .append(",1\n");
    }
    BarColumns minutes =
        CandleFile.read(Files.writeString(folder.resolve("c.csv"), text), null).columns();
    var strategy =
        StrategyLoader.load(
            Files.writeString(
                folder.resolve("s.yaml"),
                """
                strategy: {id: s}
                market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 5m}
                entry: {long: ["close > sma(2) and sma(3)@1m > close[1] and rsi(2) > 10"]}
                """));

    List<IndicatorColumn> columns =
        IndicatorValues.of(
            strategy, StrategyRegistry.standard(), minutes, minutes.composed(Timeframe.M5));

    assertThat(columns)
        .extracting(IndicatorColumn::name)
        .containsExactlyInAnyOrder("sma(2)", "sma(3)@1m", "rsi(2)");
    assertThat(values(columns, "sma(2)")).containsExactly(Double.NaN, 1006.5, 1011.5);
    assertThat(values(columns, "sma(3)@1m")).containsExactly(1003, 1008, 1013);
    assertThat(columns)
        .filteredOn(one -> one.name().startsWith("sma"))
        .allMatch(one -> one.pane().isEmpty());
    assertThat(columns)
        .filteredOn(one -> one.name().equals("rsi(2)"))
        .allMatch(one -> one.pane().equals("rsi(2)"));
  }

  private static double[] values(List<IndicatorColumn> columns, String name) {
    return columns.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow()
        .values();
  }
}
