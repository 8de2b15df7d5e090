package io.tidemark.core.strategy;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Copies of parameters that nobody can change, in one form: maps are sorted, whole numbers are
 * {@code Integer} where they fit, and decimals have no trailing zeros, so that 2 and 2.0 are the
 * same parameter. What is null is left out, as a section whose keys are all commented out is.
 */
final class Parameters {

  private Parameters() {}

  /**
   * @throws IllegalArgumentException if a value is none of text, number, boolean, list and map
   */
  static SortedMap<String, Object> copyOf(Map<?, ?> parameters) {
    SortedMap<String, Object> copy = new TreeMap<>();
    parameters.forEach(
        (name, value) -> {
          if (value != null) {
            copy.put(String.valueOf(name), value(String.valueOf(name), value));
          }
        });
    return Collections.unmodifiableSortedMap(copy);
  }

  private static Object value(String name, Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case Number number -> number(number);
      case Map<?, ?> map -> copyOf(map);
      case Collection<?> list -> list.stream().map(element -> value(name, element)).toList();
      case null, default ->
          throw new IllegalArgumentException(
              "parameters.%s must be a text, a number, true or false, a list or a section, was %s"
                  .formatted(name, value));
    };
  }

  private static Number number(Number given) {
    return switch (given) {
      case Integer whole -> whole;
      case Double real ->
          real.isNaN() || real.isInfinite() ? real : decimal(BigDecimal.valueOf(real));
      default -> decimal(new BigDecimal(given.toString()));
    };
  }

  private static Number decimal(BigDecimal value) {
    BigDecimal plain = Ranges.given(value);
    boolean fits = plain.scale() == 0 && plain.precision() < 10;
    return fits ? Integer.valueOf(plain.intValueExact()) : plain;
  }
}
