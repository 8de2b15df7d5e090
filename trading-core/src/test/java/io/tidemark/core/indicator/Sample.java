package io.tidemark.core.indicator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A kernel of the catalogue with some arguments. */
record Sample(IndicatorDefinition definition, double... arguments) {

  private static final List<String> OF_SEVERAL_LENGTHS =
      List.of("macd", "ultimate_oscillator", "kama", "keltner", "stochastic", "stoch_rsi");

  /** Every kernel of the catalogue, with short, usual and left out arguments. */
  static Stream<Sample> all() {
    return IndicatorCatalogue.standard().definitions().stream().flatMap(Sample::of);
  }

  private static Stream<Sample> of(IndicatorDefinition definition) {
    if (definition.name().equals("anchored_vwap")) {
      return Stream.of(new Sample(definition, 20241231), new Sample(definition, 20250103, 1));
    }
    if (definition.name().equals("arima")) {
      return Stream.of(
          new Sample(definition, 2, 1, 1),
          new Sample(definition, 1, 0, 0),
          new Sample(definition, 0, 1, 0),
          new Sample(definition, 3, 2, 2));
    }
    Stream<Sample> plain =
        definition.needsNoArguments() ? Stream.of(new Sample(definition)) : Stream.empty();
    Stream<Sample> several =
        OF_SEVERAL_LENGTHS.contains(definition.name())
            ? Stream.of(new Sample(definition, shortest(definition)))
            : Stream.empty();
    boolean oneLength =
        !OF_SEVERAL_LENGTHS.contains(definition.name())
            && !definition.parameters().isEmpty()
            && definition.parameters().getFirst().whole()
            && definition.parameters().stream().skip(1).allMatch(p -> p.isOptional());
    Stream<Sample> lengths =
        oneLength
            ? Stream.of(2, 5, 9).map(period -> new Sample(definition, period))
            : Stream.empty();
    return Stream.concat(plain, Stream.concat(several, lengths));
  }

  private static double[] shortest(IndicatorDefinition definition) {
    return switch (definition.name()) {
      case "macd" -> new double[] {3, 7, 4};
      case "ultimate_oscillator" -> new double[] {2, 3, 5};
      case "kama" -> new double[] {3, 2, 5};
      case "keltner" -> new double[] {7, 3, 1.5};
      case "stochastic" -> new double[] {5, 1, 2};
      case "stoch_rsi" -> new double[] {3, 4, 2, 3};
      default -> throw new IllegalArgumentException(definition.name());
    };
  }

  Kernel kernel() {
    return definition.kernel(arguments);
  }

  double[] inputs() {
    return new double[definition.inputs().size()];
  }

  @Override
  public String toString() {
    return definition.name() + Arrays.toString(arguments);
  }
}
