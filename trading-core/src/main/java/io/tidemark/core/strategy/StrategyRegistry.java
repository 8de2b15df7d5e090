package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The strategies that can be configured, by class name. Immutable. */
public final class StrategyRegistry {

  private static final StrategyRegistry STANDARD =
      new StrategyRegistry(
          Map.of(
              StrategyDefinition.RULES,
              RuleStrategy::new,
              "SmaCrossover",
              BuiltInStrategies::smaCrossover,
              "RsiMeanReversion",
              BuiltInStrategies::rsiMeanReversion,
              "RSIMeanReversion",
              BuiltInStrategies::rsiMeanReversion));

  private final SortedMap<String, StrategyFactory> byName;

  private StrategyRegistry(Map<String, StrategyFactory> factories) {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(factories));
  }

  /** Strategies of rules, and those that ship. */
  public static StrategyRegistry standard() {
    return STANDARD;
  }

  /**
   * A registry with one strategy more.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public StrategyRegistry with(String className, StrategyFactory factory) {
    if (byName.containsKey(className)) {
      throw new IllegalArgumentException("strategy class %s is there already".formatted(className));
    }
    Map<String, StrategyFactory> all = new TreeMap<>(byName);
    all.put(className, factory);
    return new StrategyRegistry(all);
  }

  /** The names that can be configured. */
  public SortedSet<String> classNames() {
    return new TreeSet<>(byName.keySet());
  }

  /**
   * Makes a strategy for the instrument of the graphs, before their first bar.
   *
   * @throws IllegalArgumentException if no strategy has that class name, or a parameter does not
   *     fit
   * @throws RuleException if a rule cannot be used
   */
  public Strategy create(StrategyDefinition definition, IndicatorGraphs graphs) {
    StrategyFactory factory = byName.get(definition.className());
    if (factory == null) {
      throw new IllegalArgumentException(
          "strategy.class must be one of %s, was '%s'"
              .formatted(String.join(", ", byName.keySet()), definition.className()));
    }
    return factory.create(definition, graphs);
  }
}
