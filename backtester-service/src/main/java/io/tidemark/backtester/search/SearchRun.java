package io.tidemark.backtester.search;

import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.search.Search;
import io.tidemark.core.optimise.search.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Runs searches over parts of a history, and keeps and tells their trials as they end. */
final class SearchRun {

  private static final double NANOS = 1e9;

  private final PreparedSearch prepared;
  private final TrialJournal journal;
  private final TrialPool pool;
  private final SearchWatch watch;
  private final long begun = System.nanoTime();
  private long ran;
  private Score best = Score.UNDEFINED;

  SearchRun(PreparedSearch prepared, TrialJournal journal, TrialPool pool, SearchWatch watch) {
    this.prepared = prepared;
    this.journal = journal;
    this.pool = pool;
    this.watch = watch;
  }

  /**
   * What searches took so far.
   *
   * @param trials that were run now, those of before left out
   */
  record Effort(double seconds, long trials) {}

  Effort effort() {
    return new Effort((System.nanoTime() - begun) / NANOS, ran);
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
   * @return empty if the end was wanted before
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
            assignment -> prepared.run(part, assignment, watch::isStopped),
            trial -> {
              journal.add(fold, trial);
              Score score = trial.score(prepared.design().objective());
              best = score.compareTo(best) > 0 ? score : best;
              ran++;
              watch.trialEnded(best.value());
            });
    return trials.isEmpty() ? Optional.empty() : Optional.of(new Ended(search, trials));
  }
}
