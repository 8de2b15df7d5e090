package io.tidemark.launcher.optimise;

import io.tidemark.backtester.search.OptimiseHtml;
import io.tidemark.backtester.search.OptimiseJson;
import io.tidemark.backtester.search.OptimiseOutcome;
import io.tidemark.backtester.search.OptimiseRequest;
import io.tidemark.backtester.search.OptimiseRun;
import io.tidemark.backtester.search.PreparedSearch;
import io.tidemark.launcher.backtest.OutputFiles;
import io.tidemark.launcher.backtest.StopSignal;
import io.tidemark.launcher.push.BatchFigures;
import io.tidemark.launcher.push.Pushgateway;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** One search of parameters, from its request to its files. */
public final class OptimiseSession {

  private final OptimiseRequest request;
  private final SearchFiles files;
  private final PrintStream out;
  private final boolean terminal;
  private final Pushgateway pushgateway = Pushgateway.configured(System.err);

  /**
   * @param out where progress and the summary go
   * @param terminal whether {@code out} is a terminal
   */
  public OptimiseSession(
      OptimiseRequest request, SearchFiles files, PrintStream out, boolean terminal) {
    this.request = request;
    this.files = files;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Searches, writes the files and tells a summary.
   *
   * @return whether it came to its end
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IllegalStateException if the search finds nothing to go on with
   * @throws IOException if bars cannot be had, or files not be written
   */
  public boolean run() throws IOException {
    files.requireWritable();
    OptimiseRun run = OptimiseRun.prepare(request, new HoldOutFile(files.folder()));
    try (TrialFile journal = files.open(run.prepared(), run.identity())) {
      tellBeginning(run, journal);
      Optional<OptimiseOutcome> outcome = run(run, journal);
      if (outcome.isPresent()) {
        out.print(OptimiseText.of(outcome.get()));
        write(run.prepared(), outcome.get());
        pushgateway.push(
            () ->
                BatchFigures.ofTrades(
                    "optimise",
                    outcome.get().bestStrategy().id(),
                    outcome.get().bestRun().outcome().figures(),
                    outcome.get().elapsedSeconds()));
      }
      return outcome.isPresent();
    }
  }

  private void tellBeginning(OptimiseRun run, TrialFile journal) {
    PreparedSearch prepared = run.prepared();
    out.printf(
        "%s: %s search of %s for %s, on %s to %s%n",
        prepared.strategy().id(),
        prepared.design().method(),
        String.join(", ", prepared.design().names()),
        prepared.design().objective(),
        run.searched().from(),
        run.searched().to());
    if (journal.known() > 0) {
      out.printf("%d trials are done already%n", journal.known());
    }
    out.printf("trials are kept in %s%n", journal.file());
    if (run.holdOutWasSeen() && !request.looksAgain()) {
      out.println(
          "note: the hold-out was looked at before; it is judged only if this search is the same");
    }
  }

  private Optional<OptimiseOutcome> run(OptimiseRun run, TrialFile journal) throws IOException {
    try (StopSignal stop =
            StopSignal.listen(System.err, terminal, "go on with --resume " + journal.file());
        TrialProgress progress =
            new TrialProgress(
                out, terminal, stop, run.prepared().design().trials(), journal.known())) {
      return run.run(journal, progress);
    }
  }

  private void write(PreparedSearch prepared, OptimiseOutcome outcome) throws IOException {
    Path json = files.json();
    if (json != null) {
      OutputFiles.write(json, stream -> OptimiseJson.write(outcome, stream));
      out.println("result: " + json);
    }
    Path report = files.report();
    if (report != null) {
      OutputFiles.write(report, stream -> OptimiseHtml.write(outcome, stream));
      out.println("report: " + report);
    }
    Path best = files.writeBest();
    if (best != null) {
      String yaml = prepared.template().yaml(outcome.best().assignment().values());
      OutputFiles.write(best, stream -> stream.write(yaml.getBytes(StandardCharsets.UTF_8)));
      out.println("strategy with the best parameters: " + best);
    }
  }
}
