package io.tidemark.core.optimise.space;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a space from configuration, and tells all that is wrong with it at once. */
final class SearchSpaceReader {

  private static final Set<String> RANGE_KEYS = Set.of("from", "to", "step", "scale", "type");

  private SearchSpaceReader() {}

  static SearchSpace read(Map<?, ?> section) {
    List<Parameter> parameters = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    section.forEach(
        (name, entry) -> {
          try {
            parameters.add(parameter(String.valueOf(name), entry));
          } catch (IllegalArgumentException e) {
            problems.add("parameters." + e.getMessage());
          }
        });
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new SearchSpace(parameters);
  }

  private static Parameter parameter(String name, @Nullable Object entry) {
    if (entry instanceof List<?> choices) {
      return new Choice(name, List.copyOf(present(name, choices)));
    }
    if (!(entry instanceof Map<?, ?> keys)) {
      throw new IllegalArgumentException(
          "%s must be {from, to, step}, {choices} or a list of choices, was %s"
              .formatted(name, entry));
    }
    return keys.containsKey("choices") ? choice(name, keys) : range(name, keys);
  }

  private static Parameter choice(String name, Map<?, ?> keys) {
    requireKnown(name, keys, Set.of("choices"));
    if (!(keys.get("choices") instanceof List<?> choices)) {
      throw new IllegalArgumentException(
          "%s.choices must be a list, was %s".formatted(name, keys.get("choices")));
    }
    return new Choice(name, List.copyOf(present(name, choices)));
  }

  private static List<Object> present(String name, List<?> choices) {
    List<Object> values = new ArrayList<>();
    for (Object choice : choices) {
      values.add(Values.of(name + ".choices", choice));
    }
    return values;
  }

  private static Parameter range(String name, Map<?, ?> keys) {
    requireKnown(name, keys, RANGE_KEYS);
    BigDecimal from = Values.number(name + ".from", keys.get("from"));
    BigDecimal to = Values.number(name + ".to", keys.get("to"));
    Scale scale = scale(name, keys.get("scale"));
    BigDecimal step =
        keys.get("step") == null ? null : Values.number(name + ".step", keys.get("step"));
    if (isInteger(name, keys)) {
      BigDecimal one = step == null ? BigDecimal.ONE : step;
      return new SteppedRange(
          name,
          whole(name + ".from", from),
          whole(name + ".to", to),
          whole(name + ".step", one),
          scale);
    }
    return step == null
        ? new ContinuousRange(name, from, to, scale)
        : new SteppedRange(name, from, to, step, scale);
  }

  private static void requireKnown(String name, Map<?, ?> keys, Set<String> known) {
    for (Object key : keys.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw new IllegalArgumentException(
            "%s.%s is not known; known are %s"
                .formatted(name, key, String.join(", ", new TreeSet<>(known))));
      }
    }
  }

  private static Scale scale(String name, @Nullable Object given) {
    return switch (given == null ? "linear" : given.toString().toLowerCase(Locale.ROOT)) {
      case "linear" -> Scale.LINEAR;
      case "log" -> Scale.LOG;
      default ->
          throw new IllegalArgumentException(
              "%s.scale must be linear or log, was %s".formatted(name, given));
    };
  }

  /** Whole numbers are meant where nothing was written with a decimal point. */
  private static boolean isInteger(String name, Map<?, ?> keys) {
    Object type = keys.get("type");
    if (type == null) {
      return List.of("from", "to", "step").stream()
          .map(keys::get)
          .allMatch(value -> value == null || new BigDecimal(value.toString()).scale() <= 0);
    }
    return switch (type.toString().toLowerCase(Locale.ROOT)) {
      case "integer" -> true;
      case "decimal" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s.type must be integer or decimal, was %s".formatted(name, type));
    };
  }

  private static BigDecimal whole(String path, BigDecimal value) {
    if (value.scale() > 0) {
      throw new IllegalArgumentException(
          "%s must be a whole number, was %s".formatted(path, value.toPlainString()));
    }
    return value;
  }
}
