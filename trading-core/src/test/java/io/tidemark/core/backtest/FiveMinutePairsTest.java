package io.tidemark.core.backtest;

import static io.tidemark.core.strategy.Definitions.conditions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.SharedData;
import io.tidemark.core.backtest.PlainBacktest.Candle;
import io.tidemark.core.backtest.PlainBacktest.Trade;
import io.tidemark.core.exit.PlanText;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against {@link PlainBacktest} on recorded five-minute bars. */
class FiveMinutePairsTest {

  @ParameterizedTest
  @ValueSource(strings = {"ADABTC", "DASHBTC", "ETHBTC", "LTCBTC", "XMRBTC", "ZECBTC"})
  void tradesAsThePlainOneDoes(String pair) throws IOException {
    String symbol = pair.replace("BTC", "/BTC");
    List<Bar> bars = bars("data/ohlcv/5m/freqtrade-testdata_%s_5m_2018-01.csv.gz".formatted(pair));
    List<Trade> expected =
        PlainBacktest.run(bars.stream().map(FiveMinutePairsTest::candle).toList());
    InstrumentId instrument = InstrumentId.of("binance", symbol);
    BacktestPlan plan = plan(instrument, bars);

    BacktestResult result = BarBacktest.run(plan);

    assertThat(expected).hasSizeGreaterThan(50);
    assertThat(expected.stream().map(Trade::reason).distinct()).hasSizeGreaterThan(3);
    assertThat(result.trades()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertSame(result.trades().get(i), expected.get(i));
    }
    assertThat(BarBacktest.runTellingAll(plan).tradesSha256()).isEqualTo(result.tradesSha256());
  }

  private static void assertSame(TradeRow row, Trade trade) {
    assertThat(row.entryTime().toEpochMilli()).isEqualTo(trade.entered());
    assertThat(row.exitTime().toEpochMilli()).as("%s %s", row, trade).isEqualTo(trade.left());
    assertThat(row.exitReason().name()).as("%s %s", row, trade).isEqualTo(trade.reason());
    assertNear(row.entryPrice().toDouble(), trade.entryPrice(), 1);
    assertNear(row.exitPrice().toDouble(), trade.exitPrice(), 1);
    assertNear(row.quantity().toDouble(), trade.quantity(), 1);
    assertNear(row.fee().doubleValue(), trade.fee(), 1);
    assertNear(row.pnl().doubleValue(), trade.pnl(), PlainBacktest.SIZE);
  }

  private static void assertNear(double actual, double expected, double scale) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * Math.max(scale, Math.abs(expected))));
  }

  private static BacktestPlan plan(InstrumentId instrument, List<Bar> bars) {
    return new BacktestPlan(
        "run",
        new TreeMap<>(Map.of(instrument, BarColumns.of(Timeframe.M5, bars))),
        List.of(strategy(instrument)),
        Map.of(),
        new BigDecimal("10000"),
        BacktestPlan.NO_LIMITS,
        false);
  }

  private static StrategyDefinition strategy(InstrumentId instrument) {
    return new StrategyDefinition(
        "mean",
        "mean",
        StrategyDefinition.RULES,
        StrategyDefinition.Mode.LIVE,
        StrategyDefinition.Aggregation.DEFAULT,
        new StrategyDefinition.Market(
            instrument.exchange(), List.of(instrument.symbol()), Timeframe.M5, List.of()),
        new TreeMap<>(),
        new TreeMap<>(),
        new StrategyDefinition.Rules(conditions("close < 0.998 * sma(close, 30)"), List.of()),
        new StrategyDefinition.Rules(conditions("close > 1.002 * sma(close, 30)"), List.of()),
        PlanText.parse(
            "stop_loss_pct 1.5; take_profit_levels 0.8 x 0.5, 2 x 0.5; trailing_stop 1 / 0.6;"
                + " max_hold_time_minutes 480"),
        new PositionSizing(null, BigDecimal.valueOf(PlainBacktest.SIZE), null),
        new ExecutionPlan(
            OrderType.MARKET,
            null,
            null,
            BigDecimal.valueOf(PlainBacktest.FEE),
            BigDecimal.valueOf(PlainBacktest.SLIPPAGE).movePointRight(4),
            null,
            null,
            null),
        null,
        "hash");
  }

  private static Candle candle(Bar bar) {
    return new Candle(
        bar.openTime().toEpochMilli(),
        bar.open().toDouble(),
        bar.high().toDouble(),
        bar.low().toDouble(),
        bar.close().toDouble());
  }

  private static List<Bar> bars(String file) throws IOException {
    List<Bar> bars = new ArrayList<>();
    try (BufferedReader reader = SharedData.open(file)) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        bars.add(
            new Bar(
                Timeframe.M5,
                Instant.ofEpochMilli(Long.parseLong(cells[0])),
                Price.of(cells[1]),
                Price.of(cells[2]),
                Price.of(cells[3]),
                Price.of(cells[4]),
                Quantity.of(cells[5]),
                null,
                null,
                null,
                null,
                null,
                Completeness.COMPLETE,
                BarSource.VENUE_CANDLE,
                0));
      }
    }
    return bars;
  }
}
