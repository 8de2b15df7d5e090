package io.tidemark.core.indicator.ta4j;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A number that a construction takes.
 *
 * @param name as the library calls it
 * @param kind what it may be
 * @param meaning what its numbers stand for; empty if they are numbers
 */
record Argument(String name, Kind kind, String meaning) {

  /** What a number may be. */
  enum Kind {
    WHOLE,
    ANY
  }

  static Argument of(String name, Class<?> type) {
    if (type == boolean.class) {
      return new Argument(name, Kind.WHOLE, "0 false, 1 true");
    }
    if (type.isEnum()) {
      return new Argument(
          name,
          Kind.WHOLE,
          Arrays.stream(type.getEnumConstants())
              .map(Enum.class::cast)
              .map(constant -> constant.ordinal() + " " + constant.name())
              .collect(Collectors.joining(", ")));
    }
    boolean whole = type == int.class || type == Integer.class;
    return new Argument(name, whole ? Kind.WHOLE : Kind.ANY, "");
  }
}
