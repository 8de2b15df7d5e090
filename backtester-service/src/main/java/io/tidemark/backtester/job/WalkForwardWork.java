package io.tidemark.backtester.job;

import io.tidemark.backtester.search.TrialJournal;
import io.tidemark.backtester.search.WalkForwardJson;
import io.tidemark.backtester.search.WalkForwardOutcome;
import io.tidemark.backtester.search.WalkForwardRun;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Searches in one window of time after the other, and judges each by what came after. */
@Component
class WalkForwardWork implements Work {

  private final Inquiry inquiry;
  private final TrialTable trials;

  WalkForwardWork(Inquiry inquiry, TrialTable trials) {
    this.inquiry = inquiry;
    this.trials = trials;
  }

  @Override
  public JobKind kind() {
    return JobKind.WALK_FORWARD;
  }

  @Override
  public String unit() {
    return "trials";
  }

  @Override
  public Optional<Result> run(Job job, JobProgress progress) throws IOException {
    WalkForwardRun run = WalkForwardRun.prepare(inquiry.walkForward(job.request()));
    TrialJournal journal = trials.open(job.id(), run.identity());
    progress.begin(run.trials(), journal.known());
    Optional<WalkForwardOutcome> outcome = run.run(journal, progress);
    return outcome.map(
        done -> new Result(ResultJson.without(out -> WalkForwardJson.write(done, out)), () -> {}));
  }
}
