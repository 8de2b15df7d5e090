package io.tidemark.backtester.search;

import io.tidemark.core.optimise.objective.Objective;
import io.tidemark.core.optimise.objective.Score;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a search, as the script of its page reads them.
 *
 * @param total how many there are
 * @param points number, value, and 1 if all constraints are kept or else 0, of those that have a
 *     value, in order, thinned to about {@link #MOST}
 * @param bestSoFar number and value of each trial that was better than all before it and keeps the
 *     constraints
 * @param rows the best {@link #MOST}, in order
 */
record TrialsView(
    int total, List<List<Object>> points, List<List<Object>> bestSoFar, List<Row> rows) {

  /** Points of the chart, about, and rows of the table. */
  static final int MOST = 5_000;

  /**
   * A trial.
   *
   * @param values of the parameters
   * @param figures null if it could not be run
   * @param problem why it could not; null if it could
   */
  record Row(
      int number,
      List<Object> values,
      @Nullable Double value,
      boolean feasible,
      @Nullable List<@Nullable Object> figures,
      @Nullable String problem) {}

  /**
   * Of a search.
   *
   * @param parameters in the order in which they are known
   */
  static TrialsView of(OptimiseOutcome outcome, List<String> parameters) {
    List<TrialRecord> trials = outcome.trials();
    Objective objective = outcome.search().design().objective();
    int step = Math.ceilDiv(trials.size(), MOST);
    List<List<Object>> points = new ArrayList<>();
    List<List<Object>> bestSoFar = new ArrayList<>();
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < trials.size(); i++) {
      TrialRecord trial = trials.get(i);
      Score score = trial.score(objective);
      Double value = score.value();
      if (value == null) {
        continue;
      }
      boolean improves = score.isFeasible() && value > best;
      if (improves) {
        best = value;
        bestSoFar.add(List.of(trial.number(), value));
      }
      if (improves || i % step == 0) {
        points.add(List.of(trial.number(), value, score.isFeasible() ? 1 : 0));
      }
    }
    return new TrialsView(trials.size(), points, bestSoFar, rows(trials, objective, parameters));
  }

  private static List<Row> rows(
      List<TrialRecord> trials, Objective objective, List<String> parameters) {
    Comparator<TrialRecord> bestFirst =
        Comparator.comparing((TrialRecord trial) -> trial.score(objective)).reversed();
    return trials.stream()
        .sorted(bestFirst)
        .limit(MOST)
        .sorted(Comparator.comparingInt(TrialRecord::number))
        .map(trial -> row(trial, trial.score(objective), parameters))
        .toList();
  }

  private static Row row(TrialRecord trial, Score score, List<String> parameters) {
    return new Row(
        trial.number(),
        parameters.stream().map(name -> plain(trial.assignment().value(name))).toList(),
        score.value(),
        score.isFeasible(),
        trial.outcome() == null ? null : OptimiseView.figures(trial.outcome().figures()),
        trial.problem());
  }

  /** Numbers are numbers, so that the table sorts by them. */
  private static Object plain(Object value) {
    return value instanceof BigDecimal number ? (Object) number.doubleValue() : value;
  }
}
