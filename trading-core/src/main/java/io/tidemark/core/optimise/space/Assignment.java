package io.tidemark.core.optimise.space;

import io.tidemark.model.Ids;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A value for each parameter. Two are equal if they give the same parameters the same values, in
 * whatever order.
 *
 * @param values by name, in the order of the space; a text, a {@code Boolean} or a {@code
 *     BigDecimal} without trailing zeros
 */
public record Assignment(Map<String, Object> values) {

  /**
   * @throws IllegalArgumentException if a value is none of text, number, true and false
   */
  public Assignment {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put(name, Values.of(name, value)));
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException if it has none
   */
  public Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s is not assigned; there are %s".formatted(name, String.join(", ", values.keySet())));
    }
    return value;
  }

  /** The id of this content: equal assignments have the same. */
  public UUID id() {
    return Ids.of("assignment", text(new TreeMap<>(values)));
  }

  /** {@code name=value} pairs in order, texts in quotes. */
  @Override
  public String toString() {
    return text(values);
  }

  private static String text(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + Values.text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
