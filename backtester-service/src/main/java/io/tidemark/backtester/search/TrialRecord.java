package io.tidemark.backtester.search;

import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.optimise.objective.Objective;
import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.search.Proposal;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.Assignment;
import org.jspecify.annotations.Nullable;

/**
 * A trial that is done.
 *
 * @param number from 0
 * @param outcome null if it could not be run
 * @param problem why it could not; null if it could
 */
public record TrialRecord(
    int number, Assignment assignment, @Nullable TrialOutcome outcome, @Nullable String problem) {

  public TrialRecord {
    if ((outcome == null) == (problem == null)) {
      throw new IllegalArgumentException("a trial has an outcome or a problem, and not both");
    }
  }

  static TrialRecord of(Proposal proposal, TrialOutcome outcome) {
    return new TrialRecord(proposal.number(), proposal.assignment(), outcome, null);
  }

  static TrialRecord failed(Proposal proposal, String problem) {
    return new TrialRecord(proposal.number(), proposal.assignment(), null, problem);
  }

  /** What a search is told of it. */
  Trial judged(Objective objective) {
    return new Trial(number, assignment, score(objective));
  }

  /** Its score; undefined if it could not be run. */
  public Score score(Objective objective) {
    return outcome == null ? Score.UNDEFINED : objective.score(outcome.figures());
  }
}
