package io.tidemark.backtester.search;

import io.tidemark.backtester.run.SettingException;
import io.tidemark.backtester.search.OptimiseOutcome.HoldOutLook;
import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.search.Search;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.split.HoldOut;
import io.tidemark.core.optimise.split.HoldOutOpening;
import io.tidemark.core.optimise.surface.HeatMap;
import io.tidemark.core.optimise.surface.Robustness;
import io.tidemark.core.strategy.StrategyDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One search of parameters over bars in memory, and what speaks against its result. */
public final class OptimiseRun {

  /** The most bands of a side of a heat map. */
  static final int HEAT_MAP_BANDS = 8;

  private static final double NEAR = 0.1;

  private final OptimiseRequest request;
  private final PreparedSearch prepared;
  private final HoldOutLedger ledger;
  private final Span all;
  private final @Nullable HoldOut holdOut;

  private OptimiseRun(OptimiseRequest request, PreparedSearch prepared, HoldOutLedger ledger)
      throws IOException {
    this.request = request;
    this.prepared = prepared;
    this.ledger = ledger;
    this.all = prepared.prepared().span();
    this.holdOut = reserve(ledger.openings());
  }

  /**
   * Reads and checks everything before a trial is run.
   *
   * @param ledger of all looks at hold-outs
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IOException if bars or the ledger cannot be had
   */
  public static OptimiseRun prepare(OptimiseRequest request, HoldOutLedger ledger)
      throws IOException {
    return new OptimiseRun(request, PreparedSearch.of(request.search(), request.design()), ledger);
  }

  /** What is searched, and over what. */
  public PreparedSearch prepared() {
    return prepared;
  }

  /** The part of the history that is searched on. */
  public Span searched() {
    return holdOut == null ? all : holdOut.searchable();
  }

  /** Whether the hold-out was looked at before, which only the same search may do again. */
  public boolean holdOutWasSeen() {
    return holdOut != null && holdOut.shown().isPresent();
  }

  /** All that the result depends on, by name: a search that differs in any of it is another one. */
  public Map<String, String> identity() {
    return prepared.identity("optimise", "searched " + searched());
  }

  private @Nullable HoldOut reserve(List<HoldOutOpening> earlier) {
    BigDecimal percent = request.holdOutPct();
    if (percent == null) {
      return null;
    }
    Duration bar = prepared.plan().timeframe().nominalLength();
    long bars =
        BigDecimal.valueOf(all.length().dividedBy(bar))
            .multiply(percent)
            .movePointLeft(2)
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
    if (bars == 0) {
      throw new SettingException(
          "hold-out",
          "%s of %d bars is not even one bar"
              .formatted(percent.toPlainString(), all.length().dividedBy(bar)));
    }
    return HoldOut.reserve(
        prepared.prepared().inputSha256(), all, bar.multipliedBy(bars), Duration.ZERO, earlier);
  }

  /**
   * Searches and judges.
   *
   * @param journal of {@link #identity}
   * @return empty if the end was wanted before
   * @throws IllegalStateException if the search finds nothing to go on with
   * @throws IOException if the journal or the ledger cannot be written
   */
  public Optional<OptimiseOutcome> run(TrialJournal journal, SearchWatch watch) throws IOException {
    SpanBacktest part = SpanBacktest.alone(prepared.plan(), searched());
    TrialFigures asWritten = part.run(prepared.strategy()).outcome().figures();
    try (TrialPool pool = new TrialPool(request.search().threads(), watch::isStopped)) {
      SearchRun search = new SearchRun(prepared, journal, pool, watch);
      Optional<SearchRun.Ended> ended = search.over(part, 0);
      return ended.isEmpty()
          ? Optional.empty()
          : Optional.of(judge(part, asWritten, ended.get(), search.effort()));
    }
  }

  private OptimiseOutcome judge(
      SpanBacktest part, TrialFigures asWritten, SearchRun.Ended ended, SearchRun.Effort effort)
      throws IOException {
    Search search = ended.search();
    Trial best = ended.best();
    StrategyDefinition strategy = prepared.searched().with(best.assignment());
    SpanRun run = part.run(strategy);
    Map<String, Double> effects = Effects.of(prepared.design().space(), search.told());
    return new OptimiseOutcome(
        prepared,
        part.span(),
        search.digest(),
        ended.trials(),
        asWritten,
        best,
        strategy,
        run,
        Evidence.of(ended.trials(), strategy, run, prepared.design().settings().seed()),
        Robustness.of(prepared.design().space(), best, search.told(), NEAR),
        effects,
        heatMap(search, List.copyOf(effects.keySet())),
        look(search, best),
        effort.seconds(),
        effort.trials());
  }

  private @Nullable HeatMap heatMap(Search search, List<String> byEffect) {
    List<String> axes = request.heatMap().isEmpty() ? byEffect : request.heatMap();
    return axes.size() < 2
        ? null
        : HeatMap.of(
            prepared.design().space(), search.told(), axes.get(0), axes.get(1), HEAT_MAP_BANDS);
  }

  /** The one look at the hold-out: known to all other searches before it is taken. */
  private @Nullable HoldOutLook look(Search search, Trial best) throws IOException {
    synchronized (ledger) {
      return lookAlone(search, best);
    }
  }

  private @Nullable HoldOutLook lookAlone(Search search, Trial best) throws IOException {
    List<HoldOutOpening> others =
        ledger.openings().stream()
            .filter(
                one ->
                    !one.searchDigest().equals(search.digest())
                        || !one.chosen().equals(best.assignment()))
            .toList();
    HoldOut first = reserve(others);
    if (first == null) {
      return null;
    }
    Span hidden = new Span(first.searchable().to(), all.to());
    int before =
        (int)
            others.stream()
                .filter(one -> one.showed(prepared.prepared().inputSha256(), hidden))
                .count();
    if (before > 0 && !request.looksAgain()) {
      return new HoldOutLook(
          hidden,
          null,
          "it was looked at before, for %s; take data that come after it, or look again (hold-out-again), which proves less"
              .formatted(first.shown().orElseThrow().chosen()),
          before,
          null);
    }
    HoldOut opened = before == 0 ? first : reserve(List.of());
    if (opened == null) {
      return null;
    }
    HoldOutOpening opening = opened.seal(search, best.assignment());
    if (!ledger.openings().contains(opening)) {
      ledger.add(opening);
    }
    TrialFigures figures =
        opened.evaluate(
            (chosen, span) ->
                SpanBacktest.warmedUp(prepared.plan(), span)
                    .run(prepared.searched().with(chosen))
                    .outcome()
                    .figures());
    return new HoldOutLook(hidden, figures, null, before, opening.digest());
  }
}
