package io.tidemark.execution.reconciliation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What reconciliations could not explain. Something may always be on its way between two answers of
 * the venue, so a doubt counts once it was the same several times in a row; then it counts once.
 */
final class Doubts {

  /** How often in a row a doubt must have been the same. */
  static final int PATIENCE = 3;

  private final Map<String, Integer> seen = new HashMap<>();

  /** Those of {@code now} that have lasted and were not told before. */
  List<String> lasting(Set<String> now) {
    seen.keySet().retainAll(now);
    now.forEach(doubt -> seen.merge(doubt, 1, Integer::sum));
    return now.stream().filter(doubt -> seen.getOrDefault(doubt, 0) == PATIENCE).sorted().toList();
  }
}
