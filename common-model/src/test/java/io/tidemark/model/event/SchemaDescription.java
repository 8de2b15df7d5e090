package io.tidemark.model.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a record as JSON sees it: each field's path with its type and whether it may be
 * absent.
 */
final class SchemaDescription {

  private SchemaDescription() {}

  /** Field path to type; a type that ends in {@code ?} may be absent. */
  static Map<String, String> of(Class<?> record) {
    Map<String, String> fields = new TreeMap<>();
    describe("", record, fields);
    return fields;
  }

  private static void describe(String prefix, Class<?> record, Map<String, String> fields) {
    for (RecordComponent component : record.getRecordComponents()) {
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      describe(prefix + component.getName(), component.getGenericType(), nullable, fields);
    }
  }

  private static void describe(
      String path, Type type, boolean nullable, Map<String, String> fields) {
    String suffix = nullable ? "?" : "";
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      String container = ((Class<?>) generic.getRawType()).getSimpleName();
      fields.put(path, container + suffix);
      describe(path + "[]", element, false, fields);
      return;
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      fields.put(path, "enum " + constants(plain) + suffix);
    } else if (plain.isRecord() && !isText(plain)) {
      fields.put(path, "object" + suffix);
      describe(path + ".", plain, fields);
    } else {
      fields.put(path, plain.getSimpleName() + suffix);
    }
  }

  /** Values that are written as one string. */
  private static boolean isText(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Price", "Quantity", "Symbol" -> true;
      default -> false;
    };
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .collect(Collectors.joining("|"));
  }

  /** What in {@code now} breaks readers and writers of {@code recorded}; empty if nothing does. */
  static Map<String, String> breaks(Map<String, String> recorded, Map<String, String> now) {
    Map<String, String> breaks = new LinkedHashMap<>();
    recorded.forEach(
        (path, type) -> {
          String current = now.get(path);
          if (current == null) {
            breaks.put(path, "removed, was " + type);
          } else if (!isCompatible(type, current)) {
            breaks.put(path, "was " + type + ", is " + current);
          }
        });
    now.forEach(
        (path, type) -> {
          if (!recorded.containsKey(path)
              && !type.endsWith("?")
              && parentIsRecorded(path, recorded)) {
            breaks.put(path, "added, and old messages lack it: make it nullable");
          }
        });
    return breaks;
  }

  /** A field may only gain constants; everything else stays as it is. */
  private static boolean isCompatible(String recorded, String now) {
    if (recorded.equals(now)) {
      return true;
    }
    return recorded.startsWith("enum ")
        && now.startsWith("enum ")
        && recorded.endsWith("?") == now.endsWith("?")
        && constantsOf(now).containsAll(constantsOf(recorded));
  }

  private static List<String> constantsOf(String description) {
    return Arrays.asList(description.replace("enum ", "").replace("?", "").split("\\|"));
  }

  /** Fields of an object that is itself new need not be nullable. */
  private static boolean parentIsRecorded(String path, Map<String, String> recorded) {
    int dot = path.lastIndexOf('.');
    String parent = dot < 0 ? "" : path.substring(0, dot);
    return parent.isEmpty() || recorded.containsKey(parent);
  }
}
