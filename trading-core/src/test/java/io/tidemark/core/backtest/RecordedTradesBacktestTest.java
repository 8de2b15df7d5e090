package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.SharedData;
import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Runs over five days of trades that Kraken recorded. */
class RecordedTradesBacktestTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant FIRST = Instant.parse("2023-11-17T00:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static List<MarketEvent> market() throws IOException {
    List<MarketEvent> trades = new ArrayList<>();
    try (BufferedReader reader =
        SharedData.open("data/trades/kraken_BTCUSDT_trades_2023-11.csv.gz")) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",");
        Instant time = Instant.ofEpochMilli(Long.parseLong(cells[0]));
        trades.add(
            new MarketTrade(
                BTC,
                "" + trades.size(),
                Price.of(cells[1]),
                Quantity.of(cells[2]),
                Side.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                time,
                time));
      }
    }
    return trades;
  }

  private static TradePlan plan() {
    StrategyDefinition strategy =
        new Strategy("s")
            .buysWhen("rsi(7) < 35 and close > 0.99 * ema(50)@5m")
            .sellsWhen("rsi(7) > 75")
            .exits(
                "stop_loss_pct 0.4; take_profit_levels 0.3 x 0.5, 0.8 x 0.5; trailing_stop 0.5 / 0.3")
            .percent("20")
            .fee("0.0016")
            .slippage("2")
            .done();
    return new TradePlan(
        "run",
        new TreeSet<>(List.of(BTC)),
        Timeframe.M1,
        FIRST,
        List.of(strategy),
        Map.of(),
        BacktestPlan.DEFAULT_CASH,
        BacktestPlan.NO_LIMITS,
        true,
        PaperTerms.of(List.of(strategy)));
  }

  @Test
  void tradesTheSameAgainAndAsTheSuiteDoesOnPaper() throws IOException {
    List<MarketEvent> market = market();

    BacktestResult result = TradeBacktest.run(plan(), market.iterator());

    assertThat(result.trades()).hasSizeGreaterThan(100);
    assertThat(TradeBacktest.run(plan(), market.iterator()).trades()).isEqualTo(result.trades());
    assertThat(PaperRun.run(plan(), market, PaperRun.Delivery.AT_ONCE, 1).tradesSha256())
        .isEqualTo(result.tradesSha256());
    BigDecimal made =
        result.trades().stream().map(TradeRow::pnl).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(result.finalCash()).isEqualByComparingTo(BacktestPlan.DEFAULT_CASH.add(made));
  }

  /** As the live aggregator builds them by itself, but for what happens after the last trade. */
  @Test
  void decidesOnTheBarsThatTheAggregatorBuilds() throws IOException {
    List<MarketEvent> market = market();
    List<Bar> told = new ArrayList<>();
    BacktestResult result =
        TradeBacktest.run(
            plan(),
            StrategyRegistry.standard(),
            market.iterator(),
            _ -> true,
            bars -> told.addAll(bars.bars()));

    BarBuilder builder = new BarBuilder(BTC, List.of(Timeframe.M1, Timeframe.M5), GRACE);
    builder.primeFrom(FIRST);
    List<BarsClosed> expected = new ArrayList<>();
    market.forEach(trade -> expected.addAll(builder.onTrade((MarketTrade) trade).messages()));
    assertThat(told).isEqualTo(expected.stream().flatMap(bars -> bars.bars().stream()).toList());
    assertThat(result.bars())
        .isEqualTo(told.stream().filter(bar -> bar.timeframe() == Timeframe.M1).count())
        .isGreaterThan(5_000);
  }
}
