package io.tidemark.core.indicator;

import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import java.util.List;

/** What definitions have in common. */
final class Definitions {

  /** What tells of a bar's range and where it closed in it. */
  static final List<BarField> RANGE = List.of(BarField.HIGH, BarField.LOW, BarField.CLOSE);

  static final List<String> BANDS = List.of("middle", "upper", "lower");

  private Definitions() {}

  /** An indicator over one series with a number of bars as its only argument. */
  static IndicatorDefinition overOne(
      String name, String summary, BarField input, int least, PeriodKernel kernel) {
    return overBars(name, summary, List.of(input), least, kernel);
  }

  /** An indicator with a number of bars as its only argument, and one value. */
  static IndicatorDefinition overBars(
      String name, String summary, List<BarField> inputs, int least, PeriodKernel kernel) {
    return new IndicatorDefinition(
        name,
        summary,
        inputs,
        List.of(Parameter.bars("period", least)),
        List.of(),
        arguments -> kernel.of((int) arguments[0]));
  }

  /** Makes a kernel over a number of bars. */
  @FunctionalInterface
  interface PeriodKernel {
    Kernel of(int period);
  }
}
