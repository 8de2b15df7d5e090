package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The strategies that ship, each a pair of entry rules with parameters. Entry rules that the
 * definition gives beside the class must hold as well; its exit rules are used as they are.
 */
final class BuiltInStrategies {

  /** The parameters of {@link #smaCrossover}. */
  static final Set<String> SMA_CROSSOVER = Set.of("fast", "slow");

  /** The parameters of {@link #rsiMeanReversion}. */
  static final Set<String> RSI_MEAN_REVERSION =
      Set.of("rsi_period", "rsi_oversold", "rsi_overbought");

  private BuiltInStrategies() {}

  /**
   * Buys when the simple moving average over {@code fast} bars crosses above the one over {@code
   * slow} bars, and sells when it crosses below.
   */
  static Strategy smaCrossover(StrategyDefinition definition, IndicatorGraphs graphs) {
    StrategyParameters parameters = new StrategyParameters(definition);
    int fast = parameters.bars("fast", 1);
    int slow = parameters.bars("slow", fast + 1);
    return withRules(
        definition,
        "sma(%d) crosses_above sma(%d)".formatted(fast, slow),
        "sma(%d) crosses_below sma(%d)".formatted(fast, slow),
        graphs);
  }

  /**
   * Buys while the RSI over {@code rsi_period} bars is below {@code rsi_oversold}, and sells while
   * it is above {@code rsi_overbought}.
   */
  static Strategy rsiMeanReversion(StrategyDefinition definition, IndicatorGraphs graphs) {
    StrategyParameters parameters = new StrategyParameters(definition);
    int period = parameters.bars("rsi_period", 2);
    double oversold = parameters.number("rsi_oversold", 0, 100);
    double overbought = parameters.number("rsi_overbought", oversold, 100);
    return withRules(
        definition,
        "rsi(%d) < %s".formatted(period, plain(oversold)),
        "rsi(%d) > %s".formatted(period, plain(overbought)),
        graphs);
  }

  private static Strategy withRules(
      StrategyDefinition definition, String buy, String sell, IndicatorGraphs graphs) {
    Rules entry =
        new Rules(
            join(buy, definition.entry().longRules()), join(sell, definition.entry().shortRules()));
    return new RuleStrategy(definition, entry, graphs);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static List<Condition> join(String rule, List<Condition> further) {
    List<Condition> all = new ArrayList<>();
    all.add(new Condition.Rule(rule));
    all.addAll(further);
    return all;
  }
}
