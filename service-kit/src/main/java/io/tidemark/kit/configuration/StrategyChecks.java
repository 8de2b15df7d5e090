package io.tidemark.kit.configuration;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.strategy.RuleException;
import io.tidemark.core.strategy.RuleScope;
import io.tidemark.core.strategy.RuleStrategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.StrategyRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compiles everything a strategy's file says, so that a mistake is told at its place in the file
 * before anything runs.
 */
final class StrategyChecks {

  private static final Pattern CONDITION =
      Pattern.compile("[<>=!]|\\b(and|or|not|crosses_above|crosses_below)\\b");

  private final StrategyDefinition definition;
  private final StrategyRegistry registry;

  /**
   * @param registry of the classes it may name
   */
  StrategyChecks(StrategyDefinition definition, StrategyRegistry registry) {
    this.definition = definition;
    this.registry = registry;
  }

  /**
   * Compiles the indicators, the rules and the class.
   *
   * @throws WrongRuleException for the first text that is not of the rule language
   * @throws IllegalArgumentException if the class does not exist, or a parameter is unknown to it
   *     or does not fit; the message begins with the key
   */
  void requireUsable() {
    definition.indicators().keySet().forEach(this::requireFreeName);
    definition.indicators().forEach(this::requireIndicator);
    requireRules("entry", definition.entry());
    requireRules("exit", definition.exit());
    registry
        .parametersOf(definition.className())
        .ifPresent(known -> requireKnown("", definition.parameters(), known));
    requireClass();
  }

  /** Classes of others may fail in any way; that is a mistake of the configuration all the same. */
  private void requireClass() {
    try {
      registry.create(definition, graphs());
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "strategy.class %s cannot be used: %s".formatted(definition.className(), e), e);
    }
  }

  /** Within a section that the class names as a whole, it alone knows what is valid. */
  private void requireKnown(String section, Map<?, ?> parameters, Set<String> known) {
    parameters.forEach(
        (name, value) -> {
          String path = section + name;
          boolean hasParts = known.stream().anyMatch(one -> one.startsWith(path + "."));
          if (hasParts && value instanceof Map<?, ?> parts) {
            requireKnown(path + ".", parts, known);
          } else if (!hasParts && !known.contains(path)) {
            throw new IllegalArgumentException(
                "parameters.%s is not a parameter of %s; known: %s"
                    .formatted(
                        path, definition.className(), String.join(", ", new TreeSet<>(known))));
          }
        });
  }

  private void requireFreeName(String name) {
    SortedMap<String, String> alone = new TreeMap<>(definition.indicators());
    alone.keySet().retainAll(List.of(name));
    at("indicators." + name, () -> new RuleScope(alone, new TreeMap<>()));
  }

  /** A named indicator is a number or a condition; each is tried in a rule that is just that. */
  private void requireIndicator(String name, String text) {
    boolean condition = CONDITION.matcher(text).find();
    compile("indicators." + name, condition ? name : name + " == " + name);
  }

  private void requireRules(String section, Rules rules) {
    requireConditions(section + ".long", rules.longRules());
    requireConditions(section + ".short", rules.shortRules());
  }

  private void requireConditions(String list, List<Condition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      String path = list + "[" + i + "]";
      switch (conditions.get(i)) {
        case Condition.Rule rule -> compile(path, rule.text());
        case Condition.Any any -> requireConditions(path + ".any", any.conditions());
        case Condition.All all -> requireConditions(path + ".all", all.conditions());
      }
    }
  }

  /** A strategy of one rule, with the names of this one, tells that rule's mistake alone. */
  private void compile(String path, String rule) {
    StrategyDefinition alone =
        new StrategyDefinition(
            definition.id(),
            definition.name(),
            StrategyDefinition.RULES,
            definition.mode(),
            definition.aggregation(),
            definition.market(),
            definition.parameters(),
            definition.indicators(),
            new Rules(List.of(new Condition.Rule(rule)), List.of()),
            Rules.NONE,
            definition.exits(),
            definition.risk(),
            definition.configurationHash());
    at(path, () -> new RuleStrategy(alone, graphs()));
  }

  private static void at(String path, Runnable check) {
    try {
      check.run();
    } catch (RuleException e) {
      throw new WrongRuleException(path, e);
    }
  }

  private static IndicatorGraphs graphs() {
    return new IndicatorGraphs(IndicatorCatalogue.standard());
  }

  /** A text that is not of the rule language. */
  static final class WrongRuleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    WrongRuleException(String path, RuleException cause) {
      super(String.valueOf(cause.getMessage()).replaceAll("\\s+", " "), cause);
      this.path = path;
    }

    /** Where it stands, such as {@code entry.long[0]}. */
    String path() {
      return path;
    }
  }
}
