package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The positions that are open, opening or closing, found by their instrument and counted by their
 * strategy: a look costs the same however many there are.
 */
final class LivePositions {

  private final Map<UUID, Position> all = new LinkedHashMap<>();
  private final Map<InstrumentId, Map<UUID, WatchedPosition>> byInstrument = new HashMap<>();
  private final Map<String, Integer> ofStrategy = new HashMap<>();

  /** Takes a live position as it stands now. */
  void put(Position position) {
    if (all.put(position.id(), position) == null) {
      ofStrategy.merge(position.origin().strategy(), 1, Integer::sum);
    }
    byInstrument
        .computeIfAbsent(position.origin().instrument(), _ -> new LinkedHashMap<>())
        .computeIfAbsent(position.id(), _ -> new WatchedPosition(position))
        .becomes(position);
  }

  /** Takes one out that is live no more, if it was; tells whether its instrument has none left. */
  boolean leavesNone(Position position) {
    if (all.remove(position.id()) == null) {
      return false;
    }
    ofStrategy.merge(position.origin().strategy(), -1, Integer::sum);
    InstrumentId instrument = position.origin().instrument();
    Map<UUID, WatchedPosition> others = byInstrument.getOrDefault(instrument, new HashMap<>());
    others.remove(position.id());
    if (others.isEmpty()) {
      byInstrument.remove(instrument);
    }
    return others.isEmpty();
  }

  /** All, in the order they came to be live. */
  List<Position> all() {
    return List.copyOf(all.values());
  }

  int count() {
    return all.size();
  }

  int count(String strategy) {
    return ofStrategy.getOrDefault(strategy, 0);
  }

  /** Those in an instrument, in the order they came to be live. */
  List<WatchedPosition> in(InstrumentId instrument) {
    Map<UUID, WatchedPosition> found = byInstrument.get(instrument);
    return found == null ? List.of() : List.copyOf(found.values());
  }

  boolean hasAnyIn(InstrumentId instrument) {
    return byInstrument.containsKey(instrument);
  }
}
