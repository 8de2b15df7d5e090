package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The strategies of the suite. Immutable.
 *
 * @param byId never null, may be empty
 */
public record Strategies(SortedMap<String, StrategyDefinition> byId) {

  public Strategies {
    byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
  }
}
