package io.tidemark.core.indicator.ta4j;

import io.tidemark.core.indicator.IndicatorDefinition;
import java.util.Arrays;
import java.util.Map;

/** Arguments that each class of ta4j accepts. */
final class TypicalArguments {

  private static final Map<String, double[]> OWN =
      Map.of(
          "DeMarkPivotPointIndicator", new double[] {1},
          "DeMarkReversalIndicator", new double[] {1, 0},
          "FibonacciReversalIndicator", new double[] {1, 0.5, 0},
          "PivotPointIndicator", new double[] {0},
          "SGMAIndicator", new double[] {9, 2},
          "StandardReversalIndicator", new double[] {1, 2});

  private TypicalArguments() {}

  static double[] of(String name) {
    double[] own = OWN.get(name);
    if (own != null) {
      return own;
    }
    IndicatorDefinition definition = Ta4jIndicators.find("ta4j." + name).orElseThrow();
    int count = (int) definition.parameters().stream().filter(p -> !p.isOptional()).count();
    double[] arguments = new double[count];
    Arrays.setAll(arguments, i -> 5 + 3 * i);
    return arguments;
  }
}
