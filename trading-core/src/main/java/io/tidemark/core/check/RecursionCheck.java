package io.tidemark.core.check;

import io.tidemark.core.check.RecursionReport.Difference;
import io.tidemark.core.check.RecursionReport.Run;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.StrategyDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Measures how the start of history moves values and decisions: the same last quarter of history is
 * decided on with more and more of the start left out, up to half of all. Recursive averages forget
 * their start soon; a running total never does, and what is decided by it differs between a
 * backtest and a service that was started later.
 */
public final class RecursionCheck {

  /** The greatest change of a value that passes, as a fraction, unless said otherwise. */
  public static final double DEFAULT_TOLERANCE = 1e-3;

  private static final int PARTS = 4;
  private static final int[] DROPPED_EIGHTHS = {1, 2, 3, 4};

  private final StrategyDefinition definition;
  private final StrategyRegistry registry;
  private final double tolerance;

  /**
   * @param registry where the strategy is found
   * @param tolerance the greatest change of a value that passes, as a fraction
   */
  public RecursionCheck(
      StrategyDefinition definition, StrategyRegistry registry, double tolerance) {
    this.definition = definition;
    this.registry = registry;
    this.tolerance = tolerance;
  }

  /**
   * Checks over a history.
   *
   * @param history messages in order, at least four times the strategy's warm-up and eight
   * @throws IllegalArgumentException if it is shorter
   */
  public RecursionReport run(List<BarsClosed> history) {
    CheckedRun run = new CheckedRun(definition);
    int warmUp = history.isEmpty() ? 0 : run.warmUp(registry, history.getFirst());
    int least = Math.max(PARTS * warmUp, 2 * PARTS);
    if (history.size() < least) {
      throw new IllegalArgumentException(
          "history must have at least %d bars for %s, four times its warm-up, had %d"
              .formatted(least, definition.id(), history.size()));
    }
    int tail = history.size() / PARTS;
    Instant from = history.get(history.size() - tail).closeTime();
    SortedMap<Instant, StrategyDecision> whole = run.decisions(registry, history).tailMap(from);
    List<Run> runs = new ArrayList<>();
    for (int dropped : dropped(history.size())) {
      SortedMap<Instant, StrategyDecision> later =
          run.decisions(registry, history.subList(dropped, history.size())).tailMap(from);
      runs.add(compared(dropped, whole, later));
    }
    return new RecursionReport(definition.id(), warmUp, tail, tolerance, runs);
  }

  private static TreeSet<Integer> dropped(int size) {
    TreeSet<Integer> dropped = new TreeSet<>();
    dropped.add(1);
    for (int eighths : DROPPED_EIGHTHS) {
      dropped.add((int) ((long) size * eighths / 8));
    }
    return dropped;
  }

  private static Run compared(
      int dropped,
      SortedMap<Instant, StrategyDecision> whole,
      SortedMap<Instant, StrategyDecision> later) {
    Map<String, Double> magnitudes = new TreeMap<>();
    SortedMap<String, Double> changes = new TreeMap<>();
    int changed = 0;
    Difference first = null;
    for (Map.Entry<Instant, StrategyDecision> entry : whole.entrySet()) {
      StrategyDecision seen = later.get(entry.getKey());
      if (seen == null) {
        continue;
      }
      note(entry.getValue(), seen, magnitudes, changes);
      @Nullable String what = CheckedRun.difference(entry.getValue(), seen);
      if (what != null) {
        changed++;
        first = first == null ? new Difference(entry.getKey(), what) : first;
      }
    }
    changes.replaceAll((name, change) -> fraction(change, magnitudes.getOrDefault(name, 0.0)));
    return new Run(dropped, changes, changed, first);
  }

  /** A value that only one of the two has is as different as can be. */
  private static void note(
      StrategyDecision one,
      StrategyDecision other,
      Map<String, Double> magnitudes,
      Map<String, Double> changes) {
    one.indicators()
        .forEach(
            (name, value) -> {
              double theirs = other.indicators().getOrDefault(name, Double.NaN);
              double change = Math.abs(value - theirs);
              magnitudes.merge(name, Math.abs(value), Math::max);
              changes.merge(
                  name, Double.isNaN(change) ? Double.POSITIVE_INFINITY : change, Math::max);
            });
  }

  private static double fraction(double change, double magnitude) {
    if (change == 0) {
      return 0;
    }
    return magnitude == 0 ? Double.POSITIVE_INFINITY : change / magnitude;
  }
}
