package io.tidemark.kit.configuration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one of several names, written in lower case. */
final class Choice {

  private Choice() {}

  /**
   * The constant of {@code type} that is called {@code name}.
   *
   * @param name null if it is not given
   * @throws IllegalArgumentException if there is none; the message begins with {@code key}
   */
  static <E extends Enum<E>> E of(String key, Class<E> type, @Nullable String name, E usual) {
    if (name == null) {
      return usual;
    }
    for (E constant : type.getEnumConstants()) {
      if (written(constant).equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s must be one of %s, was '%s'"
            .formatted(
                key,
                Arrays.stream(type.getEnumConstants())
                    .map(Choice::written)
                    .collect(Collectors.joining(", ")),
                name));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
