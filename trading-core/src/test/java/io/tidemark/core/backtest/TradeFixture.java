package io.tidemark.core.backtest;

import static io.tidemark.core.backtest.BacktestFixture.BTC;
import static io.tidemark.core.backtest.BacktestFixture.START;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Backtests over a few trades, written short. */
final class TradeFixture {

  private TradeFixture() {}

  /** Minutes and seconds after the start, such as {@code 1:01.5}. */
  static Instant time(String text) {
    String[] parts = text.split(":");
    BigDecimal millis = new BigDecimal(parts[1]).movePointRight(3);
    return START.plusSeconds(60L * Long.parseLong(parts[0])).plusMillis(millis.longValueExact());
  }

  /** A trade such as {@code 1:01.5 100 x 2 buy}; whose taker is not known without its side. */
  static MarketTrade trade(InstrumentId instrument, String text) {
    String[] words = text.split(" ");
    Side taker = words.length > 4 ? Side.valueOf(words[4].toUpperCase(Locale.ROOT)) : null;
    return new MarketTrade(
        instrument,
        text,
        Price.of(words[1]),
        Quantity.of(words[3]),
        taker,
        time(words[0]),
        time(words[0]));
  }

  /** Trades of BTC. */
  static List<MarketTrade> trades(String... texts) {
    return List.of(texts).stream().map(text -> trade(BTC, text)).toList();
  }

  /** A book of BTC with one or more levels a side, each such as {@code 100 x 2}, best first. */
  static OrderBook book(String at, String bids, String asks) {
    return new OrderBook(BTC, levels(bids), levels(asks), time(at), time(at));
  }

  private static List<BookLevel> levels(String text) {
    Quantity[] all = {Quantity.ZERO};
    return List.of(text.split(", ")).stream()
        .map(
            level -> {
              String[] words = level.split(" x ");
              all[0] = all[0].plus(Quantity.of(words[1]));
              return new BookLevel(Price.of(words[0]), Quantity.of(words[1]), all[0]);
            })
        .toList();
  }

  static Ticker ticker(String at, String bid, String ask) {
    return new Ticker(
        BTC, Price.of(bid), null, Price.of(ask), null, null, null, time(at), time(at));
  }

  /** Of BTC alone, with 10,000 USD, complete from the start on; shorts are allowed. */
  static TradePlan plan(Strategy... strategies) {
    return plan(BacktestPlan.NO_LIMITS, List.of(BTC), strategies);
  }

  static TradePlan plan(RiskLimits limits, List<InstrumentId> instruments, Strategy... strategies) {
    List<StrategyDefinition> definitions =
        List.of(strategies).stream().map(Strategy::done).toList();
    return new TradePlan(
        "run",
        new TreeSet<>(instruments),
        Timeframe.M1,
        START,
        definitions,
        Map.of(),
        BacktestPlan.DEFAULT_CASH,
        limits,
        true,
        PaperTerms.of(definitions));
  }

  static BacktestResult run(TradePlan plan, List<? extends MarketEvent> market) {
    return TradeBacktest.run(plan, market.iterator());
  }
}
