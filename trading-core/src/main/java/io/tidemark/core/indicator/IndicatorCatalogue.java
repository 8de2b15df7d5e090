package io.tidemark.core.indicator;

import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The indicators that rules can use, by name. Immutable. */
public final class IndicatorCatalogue {

  private static final IndicatorCatalogue STANDARD = new IndicatorCatalogue(standardDefinitions());

  private final SortedMap<String, IndicatorDefinition> byName;

  private IndicatorCatalogue(Collection<IndicatorDefinition> definitions) {
    SortedMap<String, IndicatorDefinition> map = new TreeMap<>();
    for (IndicatorDefinition definition : definitions) {
      if (map.put(definition.name(), definition) != null) {
        throw new IllegalArgumentException(
            "indicator %s is there already".formatted(definition.name()));
      }
    }
    byName = Collections.unmodifiableSortedMap(map);
  }

  /** The indicators that ship. */
  public static IndicatorCatalogue standard() {
    return STANDARD;
  }

  /**
   * A catalogue with further indicators.
   *
   * @throws IllegalArgumentException if a name is there already
   */
  public IndicatorCatalogue with(Collection<IndicatorDefinition> further) {
    List<IndicatorDefinition> all = new ArrayList<>(byName.values());
    all.addAll(further);
    return new IndicatorCatalogue(all);
  }

  /** The indicator of a name. */
  public Optional<IndicatorDefinition> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All of them, by name. */
  public Collection<IndicatorDefinition> definitions() {
    return byName.values();
  }

  private static List<IndicatorDefinition> standardDefinitions() {
    return List.of(
        overOne("sma", "Simple moving average.", BarField.CLOSE, 1, Sma::new),
        overOne("ema", "Exponential moving average.", BarField.CLOSE, 1, Ema::new),
        overOne("wma", "Linearly weighted moving average.", BarField.CLOSE, 1, Wma::new),
        overOne("rsi", "Wilder's relative strength index, 0 to 100.", BarField.CLOSE, 2, Rsi::new),
        overOne("roc", "Change over some bars, in percent.", BarField.CLOSE, 1, Roc::new),
        overOne("highest", "The highest of the last bars.", BarField.HIGH, 1, Extreme::highest),
        overOne("lowest", "The lowest of the last bars.", BarField.LOW, 1, Extreme::lowest),
        overOne("volume_sma", "Simple moving average of volume.", BarField.VOLUME, 1, Sma::new),
        new IndicatorDefinition(
            "atr",
            "Wilder's average true range.",
            List.of(BarField.HIGH, BarField.LOW, BarField.CLOSE),
            List.of(Parameter.bars("period", 1)),
            List.of(),
            arguments -> new Atr((int) arguments[0])),
        new IndicatorDefinition(
            "macd",
            "Moving average convergence and divergence.",
            List.of(BarField.CLOSE),
            List.of(
                Parameter.bars("fast", 1), Parameter.bars("slow", 2), Parameter.bars("signal", 1)),
            List.of("macd", "signal", "histogram"),
            arguments -> new Macd((int) arguments[0], (int) arguments[1], (int) arguments[2])),
        new IndicatorDefinition(
            "bollinger",
            "Bollinger's bands round the simple moving average.",
            List.of(BarField.CLOSE),
            List.of(Parameter.bars("period", 2), Parameter.factor("deviations", 0.01, 100)),
            List.of("middle", "upper", "lower"),
            arguments -> new Bollinger((int) arguments[0], arguments[1])));
  }

  private static IndicatorDefinition overOne(
      String name, String summary, BarField input, int least, PeriodKernel kernel) {
    return new IndicatorDefinition(
        name,
        summary,
        List.of(input),
        List.of(Parameter.bars("period", least)),
        List.of(),
        arguments -> kernel.of((int) arguments[0]));
  }

  @FunctionalInterface
  private interface PeriodKernel {
    Kernel of(int period);
  }
}
