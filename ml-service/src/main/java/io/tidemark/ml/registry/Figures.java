package io.tidemark.ml.registry;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Named numbers, as metrics are. */
final class Figures {

  private Figures() {}

  /**
   * A copy in the order of the names.
   *
   * @throws IllegalArgumentException if a number is not finite; such a figure must be left out
   */
  static SortedMap<String, Double> copy(Map<String, Double> figures) {
    figures.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                "metric %s must be a finite number or left out, was %s".formatted(name, value));
          }
        });
    return Collections.unmodifiableSortedMap(new TreeMap<>(figures));
  }
}
