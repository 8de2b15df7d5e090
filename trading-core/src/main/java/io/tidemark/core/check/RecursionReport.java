package io.tidemark.core.check;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much a strategy depends on where history begins.
 *
 * @param strategy the strategy's id
 * @param warmUp the bars it says it needs
 * @param tail how many of the last messages were compared
 * @param tolerance the greatest change that passes, as a fraction
 * @param runs one for each later beginning, the earliest first
 */
public record RecursionReport(
    String strategy, int warmUp, int tail, double tolerance, List<Run> runs) {

  public RecursionReport {
    runs = List.copyOf(runs);
  }

  /** Whether no value changed by more than the tolerance, and no decision changed. */
  public boolean passed() {
    return runs.stream().allMatch(run -> run.passed(tolerance));
  }

  /**
   * A run that began later.
   *
   * @param dropped how many messages were left out at the start
   * @param changes by value, the greatest change over the tail as a fraction of the value's
   *     greatest magnitude there
   * @param decisionsChanged how many decisions of the tail came out otherwise
   * @param first the first of those; null if there is none
   */
  public record Run(
      int dropped,
      SortedMap<String, Double> changes,
      int decisionsChanged,
      @Nullable Difference first) {

    public Run {
      changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    }

    boolean passed(double tolerance) {
      return decisionsChanged == 0
          && changes.values().stream().allMatch(change -> change <= tolerance);
    }
  }

  /**
   * A decision that came out otherwise.
   *
   * @param decidedAt the close decided on
   * @param what changed, in words
   */
  public record Difference(Instant decidedAt, String what) {}
}
