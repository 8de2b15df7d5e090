package io.tidemark.ml.training;

import io.tidemark.core.feature.FeatureTable;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The bars that trades were decided on. */
public final class DecisionRows {

  private final NavigableMap<Instant, Integer> byClose = new TreeMap<>();

  /** Bars of a table. */
  public DecisionRows(FeatureTable table) {
    for (int row = 0; row < table.rows(); row++) {
      byClose.put(table.closeTime(row), row);
    }
  }

  /** The last row that had closed when a trade was opened; empty before the first. */
  public OptionalInt of(Instant entryTime) {
    Map.Entry<Instant, Integer> decided = byClose.floorEntry(entryTime);
    return decided == null ? OptionalInt.empty() : OptionalInt.of(decided.getValue());
  }
}
