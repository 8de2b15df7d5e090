package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The keys that a section has whose shape is a record. */
final class RecordKeys {

  private RecordKeys() {}

  /** The components by their keys in a file. */
  static SortedMap<String, RecordComponent> of(Class<?> type) {
    SortedMap<String, RecordComponent> keys = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.put(keyOf(component), component);
    }
    return keys;
  }

  /** The components by the other names they are read under. */
  static SortedMap<String, RecordComponent> aliasesOf(Class<?> type) {
    SortedMap<String, RecordComponent> keys = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      JsonAlias aliases = component.getAccessor().getAnnotation(JsonAlias.class);
      for (String alias : aliases == null ? new String[0] : aliases.value()) {
        keys.put(alias, component);
      }
    }
    return keys;
  }

  static String keyOf(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null
        ? component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT)
        : renamed.value();
  }

  /** The record that a component, or an element of it if it is a list, is; empty if neither is. */
  static Optional<Class<?>> recordOf(RecordComponent component) {
    Type type = component.getGenericType();
    if (List.class.isAssignableFrom(component.getType())
        && type instanceof ParameterizedType list) {
      type = list.getActualTypeArguments()[0];
    }
    return type instanceof Class<?> section && section.isRecord() && isSection(section)
        ? Optional.of(section)
        : Optional.empty();
  }

  /** Values of the model are written as texts, though they are records. */
  private static boolean isSection(Class<?> type) {
    return !type.getName().startsWith("io.tidemark.model.");
  }
}
