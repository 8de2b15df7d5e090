package io.tidemark.model.event;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Immutable copies in key order, so that the same content is written as the same bytes. */
final class SortedCopy {
  private SortedCopy() {}

  static <V> SortedMap<String, V> of(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
