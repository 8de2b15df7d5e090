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

  public static Rules longRules(String... rules) {
    return new Rules(conditions(rules), List.of());
  }

  public static List<Condition> conditions(String... rules) {
    return List.of(rules).stream().map(text -> (Condition) new Condition.Rule(text)).toList();
  }
}
