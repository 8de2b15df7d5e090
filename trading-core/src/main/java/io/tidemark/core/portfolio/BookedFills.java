package io.tidemark.core.portfolio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The fills of an account, in the order they were booked, and which the current step booked. */
final class BookedFills {

  private final Map<UUID, BookedFill> byId = new LinkedHashMap<>();
  private final Map<UUID, List<BookedFill>> byPosition = new HashMap<>();
  private final List<BookedFill> written = new ArrayList<>();

  BookedFills(Collection<BookedFill> booked) {
    booked.forEach(this::keep);
  }

  void startStep() {
    written.clear();
  }

  boolean knows(UUID fillId) {
    return byId.containsKey(fillId);
  }

  void add(BookedFill fill) {
    keep(fill);
    written.add(fill);
  }

  private void keep(BookedFill fill) {
    byId.put(fill.fillId(), fill);
    byPosition.computeIfAbsent(fill.positionId(), _ -> new ArrayList<>()).add(fill);
  }

  List<BookedFill> all() {
    return List.copyOf(byId.values());
  }

  List<BookedFill> of(UUID positionId) {
    return List.copyOf(byPosition.getOrDefault(positionId, List.of()));
  }

  /** Those that the current step booked. */
  List<BookedFill> written() {
    return List.copyOf(written);
  }
}
