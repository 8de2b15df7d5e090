package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
              BuiltInStrategies::rsiMeanReversion),
          Map.of(
              "SmaCrossover",
              BuiltInStrategies.SMA_CROSSOVER,
              "RsiMeanReversion",
              BuiltInStrategies.RSI_MEAN_REVERSION,
              "RSIMeanReversion",
              BuiltInStrategies.RSI_MEAN_REVERSION));

  private final SortedMap<String, StrategyFactory> byName;
  private final Map<String, Set<String>> parameters;

  private StrategyRegistry(
      Map<String, StrategyFactory> factories, Map<String, Set<String>> parameters) {
    this.byName = Collections.unmodifiableSortedMap(new TreeMap<>(factories));
    this.parameters = Map.copyOf(parameters);
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
    return new StrategyRegistry(all, parameters);
  }

  /**
   * The parameters that a class knows, as {@code rsi_period} or, of a section, {@code ml.enabled};
   * empty if any are taken, as rules and classes of others do.
   */
  public Optional<Set<String>> parametersOf(String className) {
    return Optional.ofNullable(parameters.get(className));
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
