package io.tidemark.core.parity;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes a record apart into named texts. */
final class CanonicalFields {

  /** Where and when it ran, which says nothing about what was decided. */
  private static final Set<String> LEFT_OUT = Set.of("run", "observedAt", "commandObservedAt");

  private static final String ID = "id";

  private final SortedMap<String, String> fields = new TreeMap<>();

  private CanonicalFields() {}

  /**
   * @throws IllegalArgumentException if a value has no one form
   */
  static SortedMap<String, String> of(Record event) {
    CanonicalFields canonical = new CanonicalFields();
    canonical.addRecord("", event);
    return canonical.fields;
  }

  private void addRecord(String path, Record value) {
    RecordComponent[] components = value.getClass().getRecordComponents();
    for (RecordComponent component : components) {
      String name = component.getName();
      if (!LEFT_OUT.contains(name)) {
        boolean wraps = components.length == 1 && !path.isEmpty();
        add(wraps ? path : under(path, name), read(component, value));
      }
    }
  }

  private static String under(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static @Nullable Object read(RecordComponent component, Record value) {
    Method accessor = component.getAccessor();
    accessor.trySetAccessible();
    try {
      return accessor.invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalArgumentException(
          "%s of %s cannot be read".formatted(component.getName(), value.getClass().getName()), e);
    }
  }

  private void add(String path, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Record part -> addRecord(path, part);
      case List<?> list -> addList(path, list);
      case Set<?> set -> addList(path, set.stream().sorted().toList());
      case Map<?, ?> map -> addMap(path, map);
      default -> fields.put(path, text(path, value));
    }
  }

  private void addList(String path, List<?> list) {
    if (list.isEmpty()) {
      fields.put(path, "[]");
    }
    int index = 0;
    for (Iterator<?> values = list.iterator(); values.hasNext(); index++) {
      add("%s[%d]".formatted(path, index), values.next());
    }
  }

  private void addMap(String path, Map<?, ?> map) {
    if (map.isEmpty()) {
      fields.put(path, "{}");
    }
    map.forEach((key, value) -> add("%s{%s}".formatted(path, key), value));
  }

  private static String text(String path, Object value) {
    return switch (value) {
      case UUID _ -> ID;
      case BigDecimal decimal -> plain(decimal);
      case Enum<?> constant -> constant.name();
      case String _, Boolean _, Character _ -> value.toString();
      case Integer _, Long _, Short _, Byte _, Double _, Float _ -> value.toString();
      case Instant _, Duration _ -> value.toString();
      default ->
          throw new IllegalArgumentException(
              "%s must be a record, a collection or a plain value, was a %s"
                  .formatted(path, value.getClass().getName()));
    };
  }

  private static String plain(BigDecimal decimal) {
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }
}
