package io.tidemark.core.backtest;

import io.tidemark.core.exit.PlanText;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitOrders;
import io.tidemark.core.strategy.LimitOrder;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Backtests of strategies of rules over bars of a minute, written short. */
final class BacktestFixture {

  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  static final InstrumentId ETH = InstrumentId.of("kraken", "ETH/USD");

  private BacktestFixture() {}

  static Instant minute(int number) {
    return START.plusSeconds(60L * number);
  }

  /** A rule that holds at the close of one bar alone. */
  static String at(int minute) {
    return "open_time == " + minute(minute).getEpochSecond();
  }

  /** A strategy on one instrument or several, 1,000 USD a position, without a fee. */
  static final class Strategy {
    private final String id;
    private List<Symbol> symbols = List.of(BTC.symbol());
    private Timeframe timeframe = Timeframe.M1;
    private final SortedMap<String, Object> parameters = new TreeMap<>();
    private final SortedMap<String, String> indicators = new TreeMap<>();
    private List<Condition> longs = List.of();
    private List<Condition> shorts = List.of();
    private Rules exit = Rules.NONE;
    private String plan = "none";
    private @Nullable String pct;
    private @Nullable String amount = "1000";
    private @Nullable Integer maxEntries;
    private @Nullable LimitOrder limit;
    private @Nullable Integer timeoutBars;
    private String feeRate = "0";
    private String slippageBps = "0";
    private @Nullable String participationPct;
    private @Nullable Integer latencyMs;
    private @Nullable String borrowRate;
    private @Nullable String marginRate;

    Strategy(String id) {
      this.id = id;
    }

    Strategy on(InstrumentId... instruments) {
      symbols = List.of(instruments).stream().map(InstrumentId::symbol).toList();
      return this;
    }

    Strategy every(Timeframe primary) {
      timeframe = primary;
      return this;
    }

    Strategy buysWhen(String rule) {
      longs = Definitions.conditions(rule);
      return this;
    }

    Strategy buysWhen(Condition condition) {
      longs = List.of(condition);
      return this;
    }

    /** Lets rules use a name for an indicator. */
    Strategy naming(String name, String indicator) {
      indicators.put(name, indicator);
      return this;
    }

    /** Lets rules use a name for a number. */
    Strategy setting(String name, int number) {
      parameters.put(name, number);
      return this;
    }

    Strategy sellsWhen(String rule) {
      shorts = Definitions.conditions(rule);
      return this;
    }

    Strategy closesWhen(String longRule, String shortRule) {
      exit = new Rules(Definitions.conditions(longRule), Definitions.conditions(shortRule));
      return this;
    }

    Strategy closesLongWhen(String rule) {
      exit = new Rules(Definitions.conditions(rule), List.of());
      return this;
    }

    Strategy exits(String text) {
      plan = text;
      return this;
    }

    Strategy percent(String ofEquity) {
      pct = ofEquity;
      amount = null;
      return this;
    }

    Strategy amount(String quote) {
      pct = null;
      amount = quote;
      return this;
    }

    Strategy entries(@Nullable Integer most) {
      maxEntries = most;
      return this;
    }

    Strategy limits(String offsetBps, int bars, int reprices) {
      limit =
          new LimitOrder(LimitOrder.Reference.CLOSE, new BigDecimal(offsetBps), false, reprices);
      timeoutBars = bars;
      return this;
    }

    /** Limits that ended are not put anew. */
    Strategy limitsOnce() {
      if (limit != null) {
        limit = new LimitOrder(limit.reference(), limit.offsetBps(), limit.postOnly(), 0);
      }
      return this;
    }

    Strategy fee(String rate) {
      feeRate = rate;
      return this;
    }

    Strategy slippage(String bps) {
      slippageBps = bps;
      return this;
    }

    Strategy participation(String percent) {
      participationPct = percent;
      return this;
    }

    /** What a short costs a day, and what must be left of its collateral. */
    Strategy borrows(String rateDaily, String maintenanceMargin) {
      borrowRate = rateDaily;
      marginRate = maintenanceMargin;
      return this;
    }

    Strategy latency(int millis) {
      latencyMs = millis;
      return this;
    }

    StrategyDefinition done() {
      return new StrategyDefinition(
          id,
          id,
          StrategyDefinition.RULES,
          StrategyDefinition.Mode.LIVE,
          StrategyDefinition.Aggregation.DEFAULT,
          new StrategyDefinition.Market("kraken", symbols, timeframe, List.of()),
          parameters,
          indicators,
          new Rules(longs, shorts),
          exit,
          PlanText.parse(plan),
          new PositionSizing(
              decimal(pct),
              decimal(amount),
              null,
              null,
              null,
              null,
              maxEntries,
              StrategyLimits.NONE),
          new ExecutionPlan(
              limit == null ? OrderType.MARKET : OrderType.LIMIT,
              limit,
              timeoutBars,
              new BigDecimal(feeRate),
              new BigDecimal(slippageBps),
              latencyMs,
              decimal(participationPct),
              decimal(borrowRate),
              decimal(marginRate),
              ExitOrders.USUAL),
          null,
          "hash-" + id);
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
      return text == null ? null : new BigDecimal(text);
    }
  }

  /** Minutes from the first on: open, high, low, close of each. */
  static BarColumns bars(String... prices) {
    List<Bar> bars = new ArrayList<>();
    for (String one : prices) {
      bars.add(bar(bars.size(), one, "10"));
    }
    return BarColumns.of(Timeframe.M1, bars);
  }

  static Bar bar(int minute, String prices, String volume) {
    String[] words = prices.split(" ");
    return new Bar(
        Timeframe.M1,
        minute(minute),
        Price.of(words[0]),
        Price.of(words[1]),
        Price.of(words[2]),
        Price.of(words[3]),
        Quantity.of(volume),
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  /** The same bar, known to have a hole. */
  static Bar partial(Bar bar) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        Completeness.PARTIAL,
        bar.source(),
        bar.revision());
  }

  /** Of BTC alone, with 10,000 USD; shorts are allowed. */
  static BacktestPlan plan(BarColumns bars, Strategy... strategies) {
    return plan(new TreeMap<>(Map.of(BTC, bars)), strategies);
  }

  static BacktestPlan plan(SortedMap<InstrumentId, BarColumns> data, Strategy... strategies) {
    return new BacktestPlan(
        "run",
        data,
        List.of(strategies).stream().map(Strategy::done).toList(),
        Map.of(),
        BacktestPlan.DEFAULT_CASH,
        BacktestPlan.NO_LIMITS,
        true);
  }
}
