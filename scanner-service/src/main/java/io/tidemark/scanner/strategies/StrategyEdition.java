package io.tidemark.scanner.strategies;

import io.tidemark.core.strategy.StrategyDefinition;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The strategies from one instant on.
 *
 * @param id in the journal, growing
 * @param effectiveFrom the first close instant that is decided with them
 * @param byId may be empty: then nothing is decided
 */
public record StrategyEdition(
    long id, Instant effectiveFrom, SortedMap<String, StrategyDefinition> byId) {

  public StrategyEdition {
    byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
  }
}
