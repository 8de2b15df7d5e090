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
import java.util.ArrayList;
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

  /**
   * What is searched over.
   *
   * @param period of the relative strength
   * @param low below which it is low
   * @param width of Bollinger's bands in bars
   */
  record Parameters(int period, int low, int width) {

    static final Parameters USUAL = new Parameters(14, LOW, 20);

    /** Ten of each. */
    static List<Parameters> thousand() {
      List<Parameters> all = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        all.add(new Parameters(10 + i / 100, 21 + i / 10 % 10, 15 + i % 10));
      }
      return all;
    }
  }

  static BacktestPlan plan() {
    return new BacktestPlan(
        "benchmark",
        new TreeMap<>(Map.of(INSTRUMENT, YearOfMinutes.COLUMNS)),
        List.of(definition(Parameters.USUAL)),
        Map.of(),
        BacktestPlan.DEFAULT_CASH,
        BacktestPlan.NO_LIMITS,
        false);
  }

  static StrategyDefinition definition(Parameters parameters) {
    String strength = "rsi(%d)".formatted(parameters.period);
    String bands = "bollinger(%d,2)".formatted(parameters.width);
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
            strength + " < " + parameters.low,
            "macd(12,26,9).histogram > macd(12,26,9).histogram[1]",
            "close < " + bands + ".lower"),
        rules(strength + " > " + HIGH, "close > " + bands + ".upper"),
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
