package io.tidemark.core.indicator;

import io.tidemark.core.indicator.ta4j.Ta4jIndicators;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

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

  /** The indicator of a name; the ta4j classes are there too, as {@link Ta4jIndicators} says. */
  public Optional<IndicatorDefinition> find(String name) {
    IndicatorDefinition own = byName.get(name);
    return own != null ? Optional.of(own) : Ta4jIndicators.find(name);
  }

  /** All of them but the ta4j classes, by name. */
  public Collection<IndicatorDefinition> definitions() {
    return byName.values();
  }

  private static List<IndicatorDefinition> standardDefinitions() {
    return Stream.of(
            AverageIndicators.definitions(),
            MomentumIndicators.definitions(),
            VolatilityIndicators.definitions(),
            VolumeIndicators.definitions(),
            CandleIndicators.definitions(),
            MarketIndicators.definitions())
        .flatMap(List::stream)
        .toList();
  }
}
