package io.tidemark.backtester.job;

import io.tidemark.backtester.search.SearchRequest;
import io.tidemark.backtester.search.TrialLine;
import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.optimise.objective.Objective;
import io.tidemark.core.optimise.objective.Score;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The trials of searches as their users see them. */
@Component
class SearchReads {

  private final Jobs jobs;
  private final TrialTable trials;
  private final Inquiry inquiry;

  SearchReads(Jobs jobs, TrialTable trials, Inquiry inquiry) {
    this.jobs = jobs;
    this.trials = trials;
    this.inquiry = inquiry;
  }

  /** Trials by window and number, also while the search goes on. */
  Page<TrialView> trials(JobKind kind, UUID id, PageRequest asked) {
    Objective objective = objective(jobs.require(kind, id));
    return new Page<>(
        trials.page(id, asked.limit(), asked.offset()).stream()
            .map(line -> view(line, objective))
            .toList(),
        asked.number(),
        asked.limit(),
        trials.count(id));
  }

  private Objective objective(Job job) {
    SearchRequest search =
        job.kind() == JobKind.WALK_FORWARD
            ? inquiry.walkForward(job.request()).search()
            : inquiry.optimisation(job.request()).search();
    return search.design().objective();
  }

  private static TrialView view(TrialLine line, Objective objective) {
    Score score = line.trial().score(objective);
    TrialOutcome outcome = line.trial().outcome();
    return new TrialView(
        line.fold(),
        line.trial().number(),
        line.trial().assignment().values(),
        score.value(),
        score.isFeasible(),
        outcome == null ? null : outcome.figures(),
        line.trial().problem());
  }
}
