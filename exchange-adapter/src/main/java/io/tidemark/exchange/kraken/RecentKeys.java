package io.tidemark.exchange.kraken;

import java.util.LinkedHashMap;
import java.util.Map;

/** The latest texts of a kind, so that a repeated one is known. */
final class RecentKeys {

  private final Map<String, Boolean> keys;

  /**
   * @param most how many are remembered
   */
  RecentKeys(int most) {
    keys =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  /** Remembers it; false if it is remembered already. */
  boolean add(String key) {
    return keys.putIfAbsent(key, true) == null;
  }

  boolean contains(String key) {
    return keys.containsKey(key);
  }

  void clear() {
    keys.clear();
  }
}
