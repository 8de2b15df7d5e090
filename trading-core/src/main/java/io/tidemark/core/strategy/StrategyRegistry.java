package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.strategy.StrategyOnClassPath.Ta4jShell;
import io.tidemark.core.strategy.builtin.BuiltInStrategies;
import io.tidemark.core.strategy.ta4j.Ta4jOverHistory;
import io.tidemark.core.strategy.ta4j.Ta4jStrategy;
import io.tidemark.model.event.BarsClosed;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The strategies that can be configured, by class name: rules, those that ship, those added here,
 * and every class on the class path by its fully qualified name. Immutable.
 */
public final class StrategyRegistry {

  private static final StrategyRegistry STANDARD = standardOf(BuiltInStrategies.all());

  private final SortedMap<String, StrategyFactory> byName;
  private final SortedMap<String, Set<String>> parameters;
  private final Ta4jShell shell;

  private StrategyRegistry(
      Map<String, StrategyFactory> factories,
      Map<String, Set<String>> parameters,
      Ta4jShell shell) {
    this.byName = Collections.unmodifiableSortedMap(new TreeMap<>(factories));
    this.parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    this.shell = shell;
  }

  /** Strategies of rules, and those that ship. */
  public static StrategyRegistry standard() {
    return STANDARD;
  }

  private static StrategyRegistry standardOf(List<StrategyClass> classes) {
    Map<String, StrategyFactory> factories = new TreeMap<>();
    Map<String, Set<String>> parameters = new TreeMap<>();
    factories.put(StrategyDefinition.RULES, RuleStrategy::new);
    for (StrategyClass one : classes) {
      Set<String> keys = StrategyParameters.topLevelKeys(one.parameters());
      factories.put(one.name(), one.factory());
      parameters.put(one.name(), keys);
      for (String alias : one.aliases()) {
        factories.put(alias, one.factory());
        parameters.put(alias, keys);
      }
    }
    return new StrategyRegistry(factories, parameters, Ta4jStrategy::new);
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
    return new StrategyRegistry(all, parameters, shell);
  }

  /**
   * The same, but a ta4j strategy is made over all bars of a history at once, as ta4j's own
   * backtests do, so that its rules can see what comes later. For checks alone.
   */
  public StrategyRegistry overHistory(List<BarsClosed> history) {
    return new StrategyRegistry(
        byName, parameters, (definition, maker) -> new Ta4jOverHistory(definition, maker, history));
  }

  /** The names that can be configured, those of classes on the class path left out. */
  public SortedSet<String> classNames() {
    return new TreeSet<>(byName.keySet());
  }

  /**
   * The keys that may stand directly under {@code parameters} with a class; what stands inside of
   * sections is checked when a strategy is made. Empty if any key may, as with {@code rules}.
   */
  public Optional<Set<String>> parametersOf(String className) {
    return Optional.ofNullable(parameters.get(className));
  }

  /**
   * Makes a strategy for the instrument of the graphs, before their first bar. Entry rules that the
   * definition gives beside a class must hold as well; its exit rules close besides.
   *
   * @throws IllegalArgumentException if no strategy has that class name, or a parameter does not
   *     fit
   * @throws RuleException if a rule cannot be used
   */
  public Strategy create(StrategyDefinition definition, IndicatorGraphs graphs) {
    Strategy strategy = factory(definition.className()).create(definition, graphs);
    boolean ruled = !definition.entry().isEmpty() || !definition.exit().isEmpty();
    return ruled && !(strategy instanceof RuleStrategy)
        ? new RuledStrategy(strategy, definition, graphs)
        : strategy;
  }

  private StrategyFactory factory(String className) {
    StrategyFactory factory = byName.get(className);
    if (factory != null) {
      return factory;
    }
    if (className.contains(".")) {
      return StrategyOnClassPath.find(className, shell);
    }
    throw new IllegalArgumentException(
        "strategy.class must be one of %s, or the full name of a class on the class path, was '%s'"
            .formatted(String.join(", ", byName.keySet()), className));
  }
}
