package io.tidemark.backtester.search;

import io.tidemark.backtester.search.WalkForwardOutcome.FoldOutcome;
import io.tidemark.core.backtest.sweep.ChainedRuns;
import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.split.Fold;
import io.tidemark.core.performance.EquityCurve;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Searches in each training window over bars in memory, and judges by what came after. */
public final class WalkForwardRun {

  private final WalkForwardRequest request;
  private final PreparedSearch prepared;
  private final Span all;
  private final List<Fold> folds;

  private WalkForwardRun(WalkForwardRequest request, PreparedSearch prepared) {
    this.request = request;
    this.prepared = prepared;
    this.all = prepared.prepared().span();
    request.requireWholeBars(prepared.plan().timeframe());
    this.folds = request.windows().folds(all);
  }

  /**
   * Reads and checks everything before a trial is run.
   *
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IOException if bars cannot be had
   */
  public static WalkForwardRun prepare(WalkForwardRequest request) throws IOException {
    return new WalkForwardRun(
        request, PreparedSearch.of(request.search(), request.search().design()));
  }

  /** What is searched, and over what. */
  public PreparedSearch prepared() {
    return prepared;
  }

  /** How many windows time is divided into. */
  public int windows() {
    return folds.size();
  }

  /** How many trials all windows come to. */
  public long trials() {
    return prepared.design().trials() * folds.size();
  }

  /** All that the result depends on, by name: a search that differs in any of it is another one. */
  public Map<String, String> identity() {
    return prepared.identity("walk-forward", request.windows().toString());
  }

  /**
   * Searches and judges.
   *
   * @param journal of {@link #identity}
   * @return empty if the end was wanted before
   * @throws IllegalStateException if nothing is left to go on with
   * @throws IOException if the journal cannot be written
   */
  public Optional<WalkForwardOutcome> run(TrialJournal journal, SearchWatch watch)
      throws IOException {
    List<FoldOutcome> done = new ArrayList<>();
    BigDecimal cash = prepared.plan().initialCash();
    try (TrialPool pool = new TrialPool(request.search().threads(), watch::isStopped)) {
      SearchRun search = new SearchRun(prepared, journal, pool, watch);
      for (Fold fold : folds) {
        FoldOutcome next = fold(search, fold, done.size(), cash);
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
      return Optional.of(
          new WalkForwardOutcome(
              prepared,
              request,
              done,
              ChainedRuns.of(done.stream().map(FoldOutcome::run).toList()),
              request.windows().rest(all),
              search.effort().seconds(),
              search.effort().trials()));
    }
  }

  private @Nullable FoldOutcome fold(SearchRun searches, Fold fold, int number, BigDecimal cash)
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
}
