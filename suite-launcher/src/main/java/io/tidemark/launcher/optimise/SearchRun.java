package io.tidemark.launcher.optimise;

import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.search.Search;
import io.tidemark.core.optimise.search.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs searches over parts of a history, and keeps and tells their trials as they end. */
final class SearchRun {

  private final PreparedSearch prepared;
  private final TrialJournal journal;
  private final TrialPool pool;
  private final TrialProgress progress;
  private final BooleanSupplier stopped;
  private Score best = Score.UNDEFINED;

  SearchRun(
      PreparedSearch prepared,
      TrialJournal journal,
      TrialPool pool,
      TrialProgress progress,
      BooleanSupplier stopped) {
    this.prepared = prepared;
    this.journal = journal;
    this.pool = pool;
    this.progress = progress;
    this.stopped = stopped;
  }

  /**
   * A search that ended.
   *
   * @param trials by number
   */
  record Ended(Search search, List<TrialRecord> trials) {

    /**
     * The best trial.
     *
     * @throws IllegalStateException if none can be ranked; the message tells why
     */
    Trial best() {
      return search
          .best()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "none of %d trials can be ranked: %s".formatted(trials.size(), reason())));
    }

    private String reason() {
      return trials.stream()
          .map(TrialRecord::problem)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse("the objective is not defined for any, as without trades");
    }

    /** The record of one of its trials. */
    TrialRecord record(Trial trial) {
      return trials.stream()
          .filter(one -> one.number() == trial.number())
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Searches over a part of the history.
   *
   * @param fold number of the part, under which the journal has its trials
   * @return empty if the user wanted the end before
   * @throws IOException if the journal cannot be written
   */
  Optional<Ended> over(SpanBacktest part, int fold) throws IOException {
    Search search = prepared.design().begin();
    best = Score.UNDEFINED;
    List<TrialRecord> trials =
        pool.run(
            search,
            prepared.design().objective(),
            journal.known(fold),
            assignment -> prepared.run(part, assignment, stopped),
            trial -> {
              journal.add(fold, trial);
              Score score = trial.score(prepared.design().objective());
              best = score.compareTo(best) > 0 ? score : best;
              progress.step(best.value());
            });
    return trials.isEmpty() ? Optional.empty() : Optional.of(new Ended(search, trials));
  }
}
