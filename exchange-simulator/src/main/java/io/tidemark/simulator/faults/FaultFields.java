package io.tidemark.simulator.faults;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object, each checked as it is read.
 *
 * @param node an object
 * @param where what comes before a field's name in messages
 */
record FaultFields(JsonNode node, String where) {

  /**
   * @throws IllegalArgumentException if it is not an object, or has another field
   */
  static FaultFields of(JsonNode node, String where, Set<String> known, String ofWhat) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          (where.isEmpty() ? "the body" : "parameters") + " must be a JSON object");
    }
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown field %s%s; %s takes %s"
                .formatted(
                    where,
                    name,
                    ofWhat,
                    known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
      }
    }
    return new FaultFields(node, where);
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  @Nullable String text(String name) {
    if (!has(name)) {
      return null;
    }
    if (!node.path(name).isString()) {
      throw wrong(name, "must be a string");
    }
    return node.path(name).stringValue();
  }

  /** A whole number within bounds. */
  long whole(String name, long otherwise, long least, long most) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw wrong(name, "must be a whole number from %d to %d".formatted(least, most));
    }
    return value.longValue();
  }

  /** A probability. */
  double probability(String name) {
    if (!has(name)) {
      return 1;
    }
    JsonNode value = node.path(name);
    if (!value.isNumber()
        || value.decimalValue().signum() <= 0
        || value.decimalValue().compareTo(BigDecimal.ONE) > 0) {
      throw wrong(name, "must be a number above 0 and at most 1");
    }
    return value.doubleValue();
  }

  boolean yes(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!node.path(name).isBoolean()) {
      throw wrong(name, "must be true or false");
    }
    return node.path(name).booleanValue();
  }

  /** A constant, in any case. */
  <E extends Enum<E>> E constant(String name, Class<E> type, E otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    name,
                    "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(Enum::name)
                            .collect(Collectors.joining(", "))));
  }

  IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        "%s%s %s, was %s".formatted(where, name, expected, node.path(name)));
  }
}
