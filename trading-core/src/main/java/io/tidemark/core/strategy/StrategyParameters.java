package io.tidemark.core.strategy;

import java.util.SortedMap;

/** Reads the numeric parameters of a built-in strategy. */
final class StrategyParameters {

  private final String className;
  private final SortedMap<String, Object> values;

  StrategyParameters(StrategyDefinition definition) {
    className = definition.className();
    values = definition.parameters();
  }

  /** A whole number of bars. */
  int bars(String name, int least) {
    double value = number(name, least, 100_000);
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException(
          "parameters.%s of %s must be a whole number, was %s".formatted(name, className, value));
    }
    return (int) value;
  }

  double number(String name, double least, double most) {
    if (!(values.get(name) instanceof Number given)) {
      throw new IllegalArgumentException(
          "parameters.%s of %s must be a number, was %s"
              .formatted(name, className, values.get(name)));
    }
    double value = given.doubleValue();
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "parameters.%s of %s must be from %s to %s, was %s"
              .formatted(name, className, least, most, value));
    }
    return value;
  }
}
