package io.tidemark.core.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A compiled condition of a strategy: a rule, or several of which any or all must hold. */
sealed interface CompiledCondition {

  Truth evaluate();

  /** The values it reads. */
  List<Reading> readings();

  /** The rules under it that are {@code truth} now, each with the values it read. */
  List<String> explain(Truth truth);

  record Rule(CompiledRule rule) implements CompiledCondition {
    @Override
    public Truth evaluate() {
      return rule.condition().evaluate();
    }

    @Override
    public List<Reading> readings() {
      return rule.readings();
    }

    @Override
    public List<String> explain(Truth truth) {
      if (evaluate() != truth) {
        return List.of();
      }
      String values =
          rule.readings().stream()
              .map(reading -> reading.name() + " = " + FigureText.of(reading.value()))
              .collect(Collectors.joining(", "));
      return List.of(values.isEmpty() ? rule.text() : rule.text() + " (" + values + ")");
    }
  }

  /**
   * All must hold; one that has no parts never holds.
   *
   * @param parts in the order in which they are told
   */
  record All(List<CompiledCondition> parts) implements CompiledCondition {
    @Override
    public Truth evaluate() {
      Truth truth = Truth.of(!parts.isEmpty());
      for (int i = 0; i < parts.size() && truth != Truth.FALSE; i++) {
        truth = truth.and(parts.get(i).evaluate());
      }
      return truth;
    }

    @Override
    public List<Reading> readings() {
      return readingsOf(parts);
    }

    @Override
    public List<String> explain(Truth truth) {
      return explanationsOf(parts, truth);
    }
  }

  /**
   * At least one must hold.
   *
   * @param parts in the order in which they are told
   */
  record Any(List<CompiledCondition> parts) implements CompiledCondition {
    @Override
    public Truth evaluate() {
      Truth truth = Truth.FALSE;
      for (int i = 0; i < parts.size() && truth != Truth.TRUE; i++) {
        truth = truth.or(parts.get(i).evaluate());
      }
      return truth;
    }

    @Override
    public List<Reading> readings() {
      return readingsOf(parts);
    }

    @Override
    public List<String> explain(Truth truth) {
      return explanationsOf(parts, truth);
    }
  }

  /** Compiles the rules of one direction: all must hold. */
  static CompiledCondition of(
      List<StrategyDefinition.Condition> conditions, RuleCompiler compiler) {
    return new All(conditions.stream().map(condition -> of(condition, compiler)).toList());
  }

  private static CompiledCondition of(
      StrategyDefinition.Condition condition, RuleCompiler compiler) {
    return switch (condition) {
      case StrategyDefinition.Condition.Rule rule -> new Rule(compiler.compile(rule.text()));
      case StrategyDefinition.Condition.All all -> of(all.conditions(), compiler);
      case StrategyDefinition.Condition.Any any ->
          new Any(any.conditions().stream().map(part -> of(part, compiler)).toList());
    };
  }

  private static List<Reading> readingsOf(List<CompiledCondition> parts) {
    return parts.stream().flatMap(part -> part.readings().stream()).distinct().toList();
  }

  private static List<String> explanationsOf(List<CompiledCondition> parts, Truth truth) {
    List<String> explanations = new ArrayList<>();
    for (CompiledCondition part : parts) {
      if (part.evaluate() == truth) {
        explanations.addAll(part.explain(truth));
      }
    }
    return explanations;
  }
}
