package io.tidemark.core.backtest;

import static io.tidemark.core.backtest.BacktestFixture.BTC;
import static io.tidemark.core.backtest.BacktestFixture.ETH;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Made-up markets with holes, and strategies of many kinds on them; a seed gives the same. */
final class RandomBacktest {

  private static final InstrumentId SOL = InstrumentId.of("kraken", "SOL/USD");
  private static final int MINUTES = 500;

  private final Random random;

  RandomBacktest(Random random) {
    this.random = random;
  }

  static BacktestPlan of(long seed) {
    return new RandomBacktest(new Random(seed)).plan();
  }

  private BacktestPlan plan() {
    InstrumentId[] instruments = {BTC, ETH, SOL};
    int count = 1 + random.nextInt(3);
    SortedMap<InstrumentId, BarColumns> data = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      data.put(instruments[i], bars());
    }
    String fee = any("0", "0.0026");
    String slippage = any("0", "5");
    String participation = any("none", "none", "2");
    Strategy[] strategies = new Strategy[1 + random.nextInt(2)];
    for (int i = 0; i < strategies.length; i++) {
      strategies[i] = strategy("s" + i).on(instruments).fee(fee).slippage(slippage);
      if (!participation.equals("none")) {
        strategies[i].participation(participation);
      }
    }
    String borrowRate = any("0", "0.3");
    String margin = any("0", "0.98");
    for (Strategy strategy : strategies) {
      strategy.borrows(borrowRate, margin);
    }
    return BacktestFixture.plan(data, strategies);
  }

  /** One that only buys, in one instrument, by market orders that fill at once. */
  static BacktestPlan plain(long seed) {
    RandomBacktest made = new RandomBacktest(new Random(seed));
    Strategy strategy =
        new Strategy("s")
            .naming("strength", "rsi(span)")
            .setting("span", 4 + made.random.nextInt(3))
            .buysWhen(made.entry())
            .closesLongWhen(
                made.any("rsi(5) > 80", "close < 1", "close < ema(5)", "not (strength < 75)"))
            .exits(made.exits())
            .fee(made.any("0", "0.0026"))
            .slippage(made.any("0", "5"));
    if (made.random.nextBoolean()) {
      strategy.percent(made.any("5", "30", "99", "100"));
    } else {
      strategy.amount(made.any("1000", "9990", "10000"));
    }
    return BacktestFixture.plan(new TreeMap<>(Map.of(BTC, made.withGaps(made.bars()))), strategy);
  }

  /** A rule, or several of which any or all must hold. */
  private Condition entry() {
    return switch (random.nextInt(4)) {
      case 0 -> new Condition.Any(List.of(rule(), new Condition.All(List.of(rule(), rule()))));
      case 1 -> new Condition.All(List.of(rule(), rule()));
      default -> rule();
    };
  }

  private Condition rule() {
    return new Condition.Rule(
        any(
            "strength < 35",
            "rsi(5) < 30",
            "close crosses_above ema(8)",
            "close > close[1]",
            "(hlc3 - close) / (close - open) > 0.4",
            "close > open@5m",
            "close - open > sma(close - open, 5)"));
  }

  /** Of which one in thirty is known to have a hole. */
  private BarColumns withGaps(BarColumns columns) {
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Bar bar = columns.bar(i);
      bars.add(random.nextInt(30) == 0 ? BacktestFixture.partial(bar) : bar);
    }
    return BarColumns.of(columns.timeframe(), bars);
  }

  /** A strategy on bars of a minute or five, with exits of any kind. */
  Strategy strategy(String id) {
    Strategy strategy =
        new Strategy(id)
            .buysWhen(any("rsi(5) < 30", "close crosses_above ema(8)", "close > open@5m"))
            .sellsWhen(any("rsi(5) > 70", "close crosses_below ema(8)", "close < 1"))
            .closesWhen(any("rsi(5) > 80", "close < 1"), any("rsi(5) < 20", "close < 1"))
            .every(random.nextInt(4) == 0 ? Timeframe.M5 : Timeframe.M1)
            .exits(exits());
    if (random.nextBoolean()) {
      strategy.percent(any("5", "30", "90"));
    }
    if (random.nextInt(4) == 0) {
      strategy.entries(3);
    }
    return random.nextInt(4) == 0
        ? strategy.limits(any("0", "10"), 1 + random.nextInt(4), random.nextInt(2))
        : strategy;
  }

  private String exits() {
    List<String> parts = new ArrayList<>();
    parts.add(any("none", "stop_loss_pct 1.5", "stop_loss_atr 2"));
    parts.add(
        any(
            "none",
            "take_profit_pct 1.2",
            "take_profit_levels 0.5 x 0.3, 1 x 0.3, 2 x 0.4",
            "take_profit_levels 0.4 x 0.25, 3 x 0.1"));
    parts.add(
        any("none", "trailing_stop_pct 1", "trailing_stop 0.8 / 0.5", "trailing_stop_atr 0 / 3"));
    parts.add(any("none", "break_even_at_pct 0.6"));
    parts.add(
        any("none", "max_hold_time_minutes 25", "max_hold_time_minutes 12; only_if_no_profit"));
    parts.add(any("none", "none", "roi 0: 2, 15: 0.7, 40: 0"));
    parts.add(any("none", "none", "fee_aware"));
    parts.add("opposite_signal " + any("close", "reverse", "ignore"));
    return String.join("; ", parts);
  }

  private BarColumns bars() {
    List<Bar> bars = new ArrayList<>();
    int cents = 9_000 + random.nextInt(2_000);
    int skip = 0;
    for (int minute = 0; minute < MINUTES; minute++) {
      int luck = random.nextInt(200);
      skip = Math.max(skip - 1, luck < 10 ? 1 : luck == 10 ? 1 + random.nextInt(15) : 0);
      int open = cents + random.nextInt(-6, 7);
      cents = Math.max(1_000, open + (int) Math.round(25 * random.nextGaussian()));
      int high = Math.max(open, cents) + random.nextInt(15);
      int low = Math.min(open, cents) - random.nextInt(15);
      String prices = "%s %s %s %s".formatted(text(open), text(high), text(low), text(cents));
      if (skip == 0) {
        bars.add(BacktestFixture.bar(minute, prices, String.valueOf(random.nextInt(2_000))));
      }
    }
    return BarColumns.of(Timeframe.M1, bars);
  }

  private static String text(int cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }
}
