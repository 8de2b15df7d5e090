package io.tidemark.core.strategy;

import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes definitions of strategies on kraken's BTC/USD, decided on each minute. */
public final class Definitions {
  private Definitions() {}

  /** A live strategy of rules. */
  public static StrategyDefinition rules(String id, Rules entry, Rules exit) {
    return make(id, StrategyDefinition.RULES, Mode.LIVE, Map.of(), entry, exit);
  }

  /** A live built-in strategy. */
  public static StrategyDefinition builtIn(String className, Map<String, Object> parameters) {
    return make(className, className, Mode.LIVE, parameters, Rules.NONE, Rules.NONE);
  }

  public static StrategyDefinition make(
      String id,
      String className,
      Mode mode,
      Map<String, Object> parameters,
      Rules entry,
      Rules exit) {
    return new StrategyDefinition(
        id,
        id,
        className,
        mode,
        StrategyDefinition.Aggregation.DEFAULT,
        new Market("kraken", List.of(Symbol.parse("BTC/USD")), Timeframe.M1, List.of()),
        new TreeMap<>(parameters),
        new TreeMap<>(),
        entry,
        exit,
        ExitPlan.NONE,
        new PositionSizing(null, null, null),
        Ids.sha256(id + className + mode + new TreeMap<>(parameters) + entry + exit));
  }

  /** The same strategy on other timeframes, the first of them its primary one. */
  public static StrategyDefinition withTimeframes(
      StrategyDefinition definition, Timeframe primary, Timeframe... further) {
    return with(
        definition,
        new Market("kraken", definition.market().symbols(), primary, List.of(further)),
        definition.aggregation());
  }

  /** The same strategy with another aggregation. */
  public static StrategyDefinition withAggregation(
      StrategyDefinition definition, StrategyDefinition.Aggregation aggregation) {
    return with(definition, definition.market(), aggregation);
  }

  /** The same strategy with other exits. */
  public static StrategyDefinition withExits(StrategyDefinition definition, ExitPlan exits) {
    return with(definition, definition.market(), definition.aggregation(), exits);
  }

  private static StrategyDefinition with(
      StrategyDefinition definition, Market market, StrategyDefinition.Aggregation aggregation) {
    return with(definition, market, aggregation, definition.exits());
  }

  private static StrategyDefinition with(
      StrategyDefinition definition,
      Market market,
      StrategyDefinition.Aggregation aggregation,
      ExitPlan exits) {
    return new StrategyDefinition(
        definition.id(),
        definition.name(),
        definition.className(),
        definition.mode(),
        aggregation,
        market,
        definition.parameters(),
        definition.indicators(),
        definition.entry(),
        definition.exit(),
        exits,
        definition.risk(),
        Ids.sha256(definition.configurationHash() + market + aggregation + exits));
  }

  public static Rules longRules(String... rules) {
    return new Rules(conditions(rules), List.of());
  }

  public static List<Condition> conditions(String... rules) {
    return List.of(rules).stream().map(text -> (Condition) new Condition.Rule(text)).toList();
  }
}
