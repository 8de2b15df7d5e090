package io.tidemark.core.parity;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an event says, in one form: equal events have equal fields, whoever made them and when.
 *
 * <p>A field is named by the path to it, such as {@code instrument.symbol.base}, {@code reasons[0]}
 * or {@code indicators{rsi(14)}}. Decimals are plain and without trailing zeros, times ISO-8601 in
 * UTC. Absent values are left out, and so are the run and the times of observation; an id reads
 * {@code id}, since ids are derived from the run.
 *
 * @param subject what the event is about; unique among the events of one input
 * @param fields by name
 */
public record CanonicalEvent(String subject, SortedMap<String, String> fields) {

  public CanonicalEvent {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /**
   * The form of an event.
   *
   * @throws IllegalArgumentException if it holds a value that has no one form
   */
  public static CanonicalEvent of(String subject, Record event) {
    return new CanonicalEvent(subject, CanonicalFields.of(event));
  }

  /** The fields, a line each: {@code name=value}. */
  public String text() {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("\n"));
  }
}
