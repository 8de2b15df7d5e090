package io.tidemark.backtester.job;

import io.tidemark.backtester.search.HoldOutLedger;
import io.tidemark.backtester.search.OptimiseJson;
import io.tidemark.backtester.search.OptimiseOutcome;
import io.tidemark.backtester.search.OptimiseRun;
import io.tidemark.backtester.search.TrialJournal;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Searches the parameters of a strategy. */
@Component
class OptimisationWork implements Work {

  private final Inquiry inquiry;
  private final TrialTable trials;
  private final HoldOutLedger ledger;

  OptimisationWork(Inquiry inquiry, TrialTable trials, HoldOutLedger ledger) {
    this.inquiry = inquiry;
    this.trials = trials;
    this.ledger = ledger;
  }

  @Override
  public JobKind kind() {
    return JobKind.OPTIMISATION;
  }

  @Override
  public String unit() {
    return "trials";
  }

  @Override
  public Optional<Result> run(Job job, JobProgress progress) throws IOException {
    OptimiseRun run = OptimiseRun.prepare(inquiry.optimisation(job.request()), ledger);
    TrialJournal journal = trials.open(job.id(), run.identity());
    progress.begin(run.prepared().design().trials(), journal.known());
    Optional<OptimiseOutcome> outcome = run.run(journal, progress);
    return outcome.map(done -> told(job, run, done));
  }

  private Result told(Job job, OptimiseRun run, OptimiseOutcome outcome) {
    String best = run.prepared().template().yaml(outcome.best().assignment().values());
    return new Result(
        ResultJson.without(out -> OptimiseJson.write(outcome, out), "trials"),
        () -> trials.saveBest(job.id(), best));
  }
}
