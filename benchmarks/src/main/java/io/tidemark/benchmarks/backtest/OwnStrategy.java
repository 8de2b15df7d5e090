package io.tidemark.benchmarks.backtest;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Buys where the relative strength is low, the histogram of the MACD rises and the close is below
 * Bollinger's lower band; out in two tiers, by a stop that comes to trail, by time, or where the
 * strength is high above the upper band.
 */
final class OwnStrategy {

  static final int LOW = 30;
  static final int HIGH = 70;

  private static final InstrumentId INSTRUMENT = InstrumentId.of("bitfinex", "BTC/USD");

  private OwnStrategy() {}

  static BacktestPlan plan() {
    return new BacktestPlan(
        "benchmark",
        new TreeMap<>(Map.of(INSTRUMENT, YearOfMinutes.COLUMNS)),
        List.of(definition()),
        Map.of(),
        BacktestPlan.DEFAULT_CASH,
        BacktestPlan.NO_LIMITS,
        false);
  }

  private static StrategyDefinition definition() {
    return new StrategyDefinition(
        "reversion",
        "reversion",
        StrategyDefinition.RULES,
        StrategyDefinition.Mode.LIVE,
        StrategyDefinition.Aggregation.DEFAULT,
        new StrategyDefinition.Market(
            INSTRUMENT.exchange(), List.of(INSTRUMENT.symbol()), Timeframe.M1, List.of()),
        new TreeMap<>(),
        new TreeMap<>(),
        rules(
            "rsi(14) < " + LOW,
            "macd(12,26,9).histogram > macd(12,26,9).histogram[1]",
            "close < bollinger(20,2).lower"),
        rules("rsi(14) > " + HIGH, "close > bollinger(20,2).upper"),
        new ExitPlan(
            BigDecimal.valueOf(2),
            null,
            null,
            List.of(tier("1"), tier("2")),
            new TrailingStop(BigDecimal.ONE, new BigDecimal("0.5"), null),
            null,
            720,
            false,
            new TreeMap<>(),
            OppositeSignal.CLOSE,
            null,
            false,
            false),
        new PositionSizing(null, BigDecimal.valueOf(1_000), null),
        ExecutionPlan.DEFAULT,
        null,
        "benchmark");
  }

  private static Rules rules(String... longRules) {
    return new Rules(Stream.of(longRules).<Condition>map(Condition.Rule::new).toList(), List.of());
  }

  private static TakeProfitLevel tier(String targetPct) {
    return new TakeProfitLevel(new BigDecimal(targetPct), new BigDecimal("0.5"));
  }
}
