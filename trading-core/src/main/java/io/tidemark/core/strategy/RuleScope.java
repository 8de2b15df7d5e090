package io.tidemark.core.strategy;

import io.tidemark.core.indicator.BarField;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The names a strategy gives its rules.
 *
 * @param indicators names to rule texts, such as {@code rsi} to {@code rsi(14)}
 * @param parameters names to values; those that are no numbers cannot be used in rules
 */
public record RuleScope(
    SortedMap<String, String> indicators, SortedMap<String, Object> parameters) {

  /** No names. */
  public static final RuleScope EMPTY = new RuleScope(new TreeMap<>(), new TreeMap<>());

  /**
   * @throws RuleException if an indicator is called like a field of the bar
   */
  public RuleScope {
    for (Map.Entry<String, String> entry : indicators.entrySet()) {
      if (BarField.named(entry.getKey()).isPresent()) {
        throw new RuleException(
            "no indicator can be called '%s': that is a field of the bar".formatted(entry.getKey()),
            entry.getValue(),
            1);
      }
    }
    indicators = Collections.unmodifiableSortedMap(new TreeMap<>(indicators));
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }
}
