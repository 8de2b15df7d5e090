package io.tidemark.launcher.optimise;

import io.tidemark.backtester.search.PreparedSearch;
import io.tidemark.backtester.search.WalkForwardJson;
import io.tidemark.backtester.search.WalkForwardOutcome;
import io.tidemark.backtester.search.WalkForwardRequest;
import io.tidemark.backtester.search.WalkForwardRun;
import io.tidemark.launcher.backtest.OutputFiles;
import io.tidemark.launcher.backtest.StopSignal;
import io.tidemark.launcher.push.BatchFigures;
import io.tidemark.launcher.push.Pushgateway;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** Searches in each training window and judges by what came after, from request to file. */
public final class WalkForwardSession {

  private final WalkForwardRequest request;
  private final SearchFiles files;
  private final PrintStream out;
  private final boolean terminal;
  private final Pushgateway pushgateway = Pushgateway.configured(System.err);

  /**
   * @param files of which the best strategy's is not written: there is one a window
   * @param out where progress and the summary go
   * @param terminal whether {@code out} is a terminal
   */
  public WalkForwardSession(
      WalkForwardRequest request, SearchFiles files, PrintStream out, boolean terminal) {
    this.request = request;
    this.files = files;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Searches and judges, writes the file and tells a summary.
   *
   * @return whether it came to its end
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IllegalStateException if the search finds nothing to go on with
   * @throws IOException if bars cannot be had, or the file not be written
   */
  public boolean run() throws IOException {
    files.requireWritable();
    WalkForwardRun run = WalkForwardRun.prepare(request);
    try (TrialFile journal = files.open(run.prepared(), run.identity())) {
      tellBeginning(run, journal);
      Optional<WalkForwardOutcome> outcome = run(run, journal);
      if (outcome.isPresent()) {
        out.print(WalkForwardText.of(outcome.get()));
        write(outcome.get());
        pushgateway.push(
            () ->
                BatchFigures.ofTrades(
                    "walk-forward",
                    run.prepared().strategy().id(),
                    outcome.get().joined().outcome().figures(),
                    outcome.get().elapsedSeconds()));
      }
      return outcome.isPresent();
    }
  }

  private void tellBeginning(WalkForwardRun run, TrialFile journal) {
    PreparedSearch prepared = run.prepared();
    out.printf(
        "%s: %s search of %s for %s in %d windows%n",
        prepared.strategy().id(),
        prepared.design().method(),
        String.join(", ", prepared.design().names()),
        prepared.design().objective(),
        run.windows());
    if (journal.known() > 0) {
      out.printf("%d trials are done already%n", journal.known());
    }
    out.printf("trials are kept in %s%n", journal.file());
  }

  private Optional<WalkForwardOutcome> run(WalkForwardRun run, TrialFile journal)
      throws IOException {
    try (StopSignal stop =
            StopSignal.listen(System.err, terminal, "go on with --resume " + journal.file());
        TrialProgress progress =
            new TrialProgress(out, terminal, stop, run.trials(), journal.known())) {
      return run.run(journal, progress);
    }
  }

  private void write(WalkForwardOutcome outcome) throws IOException {
    Path json = files.json();
    if (json != null) {
      OutputFiles.write(json, stream -> WalkForwardJson.write(outcome, stream));
      out.println("result: " + json);
    }
  }
}
