package io.tidemark.core.universe;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The universe from one instant on.
 *
 * @param effectiveFrom the first close instant that is decided with it
 * @param excluded the instruments that are left out, each with at least one reason
 */
public record UniverseEdition(
    Instant effectiveFrom, SortedMap<InstrumentId, List<Exclusion>> excluded) {

  /**
   * @throws IllegalArgumentException if an instrument is left out without a reason
   */
  public UniverseEdition {
    SortedMap<InstrumentId, List<Exclusion>> copy = new TreeMap<>();
    excluded.forEach(
        (instrument, reasons) -> {
          if (reasons.isEmpty()) {
            throw new IllegalArgumentException("excluded must give a reason for " + instrument);
          }
          copy.put(instrument, List.copyOf(reasons));
        });
    excluded = Collections.unmodifiableSortedMap(copy);
  }

  /** Whether the same instruments are left out for the same reasons, whatever their numbers. */
  public boolean decidesLike(UniverseEdition other) {
    return reasons().equals(other.reasons());
  }

  private SortedMap<InstrumentId, List<String>> reasons() {
    SortedMap<InstrumentId, List<String>> reasons = new TreeMap<>();
    excluded.forEach(
        (instrument, why) ->
            reasons.put(instrument, why.stream().map(one -> one.reason().name()).toList()));
    return reasons;
  }
}
