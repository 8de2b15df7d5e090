package io.tidemark.backtester.search;

import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.search.Trial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a walk through time came to.
 *
 * @param folds in order of time
 * @param joined the tests as one run
 * @param rest how much time after the last test is not judged by
 * @param elapsedSeconds of all searches and tests that were run now
 * @param ran number of trials that were run now
 */
public record WalkForwardOutcome(
    PreparedSearch search,
    WalkForwardRequest request,
    List<FoldOutcome> folds,
    SpanRun joined,
    Duration rest,
    double elapsedSeconds,
    long ran) {

  public WalkForwardOutcome {
    folds = List.copyOf(folds);
  }

  /**
   * One window.
   *
   * @param best the best trial on {@code train}; null if none could be ranked, and nothing was
   *     traded
   * @param inSample its figures there; null likewise
   * @param trials that were run on {@code train}
   * @param failed of them, those that could not be
   * @param run of the test, begun with what the test before left
   */
  public record FoldOutcome(
      int number,
      Span train,
      Span test,
      @Nullable Trial best,
      @Nullable TrialFigures inSample,
      int trials,
      long failed,
      SpanRun run) {}

  /**
   * Walk-forward efficiency: the yearly growth of the joined tests by the mean of what the chosen
   * ones had in their training (R. Pardo, The Evaluation and Optimization of Trading Strategies,
   * 2008). Null unless the latter is above 0 and all are defined.
   */
  public @Nullable Double efficiency() {
    double sum = 0;
    for (FoldOutcome fold : folds) {
      Double growth = fold.inSample() == null ? null : fold.inSample().cagr();
      if (growth == null) {
        return null;
      }
      sum += growth;
    }
    Double tested = joined.outcome().figures().cagr();
    return tested == null || sum <= 0 ? null : tested / (sum / folds.size());
  }

  /** How many tests ended with more than they began with. */
  public long winningFolds() {
    return folds.stream()
        .filter(fold -> fold.run().finalCash().compareTo(fold.run().initialCash()) > 0)
        .count();
  }
}
