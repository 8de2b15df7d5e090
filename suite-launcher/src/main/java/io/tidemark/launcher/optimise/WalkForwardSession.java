package io.tidemark.launcher.optimise;

import io.tidemark.core.backtest.sweep.ChainedRuns;
import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.split.Fold;
import io.tidemark.core.optimise.split.WalkForward;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.launcher.backtest.OutputFiles;
import io.tidemark.launcher.backtest.StopSignal;
import io.tidemark.launcher.optimise.WalkForwardOutcome.FoldOutcome;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Searches in each training window and judges by what came after, from request to file. */
public final class WalkForwardSession {

  private final WalkForwardRequest request;
  private final PrintStream out;
  private final boolean terminal;

  /**
   * @param out where progress and the summary go
   * @param terminal whether {@code out} is a terminal
   */
  public WalkForwardSession(WalkForwardRequest request, PrintStream out, boolean terminal) {
    this.request = request;
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
    OutputFiles.require("--json", request.json());
    PreparedSearch prepared = PreparedSearch.of(request.search());
    WalkForward windows = request.windows();
    requireWholeBars(prepared.plan().timeframe());
    Span all = prepared.prepared().span();
    List<Fold> folds = windows.folds(all);
    try (TrialJournal journal =
        prepared.journal(prepared.identity("walk-forward", windows.toString()))) {
      out.printf(
          "%s: %s search of %s for %s in %d windows%n",
          prepared.strategy().id(),
          prepared.design().method(),
          String.join(", ", prepared.design().names()),
          prepared.design().objective(),
          folds.size());
      if (journal.known() > 0) {
        out.printf("%d trials are done already%n", journal.known());
      }
      out.printf("trials are kept in %s%n", journal.file());
      Optional<WalkForwardOutcome> outcome = run(prepared, folds, windows.rest(all), journal);
      if (outcome.isPresent()) {
        out.print(WalkForwardText.of(outcome.get()));
        write(outcome.get());
      }
      return outcome.isPresent();
    }
  }

  /** Windows end where bars do, so that no bar is in two. */
  private void requireWholeBars(Timeframe timeframe) {
    WalkForward windows = request.windows();
    requireWholeBars("--train", windows.train(), timeframe);
    requireWholeBars("--test", windows.test(), timeframe);
    requireWholeBars("--step", windows.step(), timeframe);
    requireWholeBars("--purge", windows.purge(), timeframe);
  }

  private static void requireWholeBars(String option, Duration length, Timeframe timeframe) {
    if (length.toMillis() % timeframe.nominalLength().toMillis() != 0) {
      throw new IllegalArgumentException(
          "%s must be a whole number of %s bars, was %s".formatted(option, timeframe, length));
    }
  }

  private Optional<WalkForwardOutcome> run(
      PreparedSearch prepared, List<Fold> folds, Duration rest, TrialJournal journal)
      throws IOException {
    TrialProgress progress =
        new TrialProgress(
            out, terminal, prepared.design().trials() * folds.size(), journal.known());
    List<FoldOutcome> done = new ArrayList<>();
    BigDecimal cash = prepared.plan().initialCash();
    try (StopSignal stop =
            StopSignal.listen(System.err, terminal, "go on with --resume " + journal.file());
        TrialPool pool = new TrialPool(request.search().threads(), stop::isRaised)) {
      SearchRun search = new SearchRun(prepared, journal, pool, progress, stop::isRaised);
      for (Fold fold : folds) {
        FoldOutcome next = fold(prepared, search, fold, done.size(), cash);
        if (next == null) {
          return Optional.empty();
        }
        done.add(next);
        cash = next.run().finalCash();
        if (cash.signum() <= 0) {
          throw new IllegalStateException(
              "nothing is left of the cash after the test that ends at %s; there is nothing to go on with"
                  .formatted(next.test().to()));
        }
      }
    } finally {
      progress.end();
    }
    return Optional.of(
        new WalkForwardOutcome(
            prepared,
            request,
            done,
            ChainedRuns.of(done.stream().map(FoldOutcome::run).toList()),
            rest,
            progress.seconds(),
            progress.done()));
  }

  private @Nullable FoldOutcome fold(
      PreparedSearch prepared, SearchRun searches, Fold fold, int number, BigDecimal cash)
      throws IOException {
    Span train = fold.train().getFirst();
    Span test = fold.test().getFirst();
    SearchRun.Ended ended =
        searches.over(SpanBacktest.alone(prepared.plan(), train), number).orElse(null);
    if (ended == null) {
      return null;
    }
    Trial best = ended.search().best().orElse(null);
    TrialFigures inSample =
        best == null
            ? null
            : Objects.requireNonNull(ended.record(best).outcome(), "a ranked trial").figures();
    return new FoldOutcome(
        number,
        train,
        test,
        best,
        inSample,
        ended.trials().size(),
        ended.trials().stream().filter(trial -> trial.problem() != null).count(),
        best == null
            ? untraded(test, cash)
            : SpanBacktest.warmedUp(prepared.plan(), test)
                .run(prepared.searched().with(best.assignment()), cash, _ -> true));
  }

  private static SpanRun untraded(Span test, BigDecimal cash) {
    EquityCurve flat =
        EquityCurve.ofBarCloses(test.from(), cash.doubleValue(), new long[0], new double[0]);
    return new SpanRun(List.of(), flat.carriedTo(test.to()), cash, cash);
  }

  private void write(WalkForwardOutcome outcome) throws IOException {
    Path json = request.json();
    if (json != null) {
      OutputFiles.write(json, stream -> WalkForwardJson.write(outcome, stream));
      out.println("result: " + json);
    }
  }
}
