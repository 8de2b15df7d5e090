package io.tidemark.launcher.optimise;

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
import io.tidemark.launcher.backtest.OutputFiles;
import io.tidemark.launcher.backtest.StopSignal;
import io.tidemark.launcher.optimise.OptimiseOutcome.HoldOutLook;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One search of parameters, from its request to its files. */
public final class OptimiseSession {

  private static final int HEAT_MAP_BANDS = 8;
  private static final double NEAR = 0.1;

  private final OptimiseRequest request;
  private final PrintStream out;
  private final boolean terminal;
  private final HoldOutLedger ledger;

  /**
   * @param out where progress and the summary go
   * @param terminal whether {@code out} is a terminal
   */
  public OptimiseSession(OptimiseRequest request, PrintStream out, boolean terminal) {
    this.request = request;
    this.out = out;
    this.terminal = terminal;
    this.ledger = new HoldOutLedger(request.search().folder());
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
    OutputFiles.require("--json", request.json());
    OutputFiles.require("--write-best", request.writeBest());
    PreparedSearch prepared = PreparedSearch.of(request.search());
    request.heatMap().forEach(prepared.design().space()::parameter);
    Span all = prepared.prepared().span();
    HoldOut holdOut = reserve(prepared, all, ledger.openings());
    Span searched = holdOut == null ? all : holdOut.searchable();
    try (TrialJournal journal =
        prepared.journal(prepared.identity("optimise", "searched " + searched))) {
      tellBeginning(prepared, searched, journal, holdOut);
      Optional<OptimiseOutcome> outcome = run(prepared, searched, all, journal);
      outcome.ifPresent(done -> out.print(OptimiseText.of(done)));
      if (outcome.isPresent()) {
        write(prepared, outcome.get());
      }
      return outcome.isPresent();
    }
  }

  private @Nullable HoldOut reserve(
      PreparedSearch prepared, Span all, List<HoldOutOpening> earlier) {
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
      throw new IllegalArgumentException(
          "--hold-out %s of %d bars is not even one bar"
              .formatted(percent.toPlainString(), all.length().dividedBy(bar)));
    }
    return HoldOut.reserve(
        prepared.prepared().inputSha256(), all, bar.multipliedBy(bars), Duration.ZERO, earlier);
  }

  private void tellBeginning(
      PreparedSearch prepared, Span searched, TrialJournal journal, @Nullable HoldOut holdOut) {
    out.printf(
        "%s: %s search of %s for %s, on %s to %s%n",
        prepared.strategy().id(),
        prepared.design().method(),
        String.join(", ", prepared.design().names()),
        prepared.design().objective(),
        searched.from(),
        searched.to());
    if (journal.known() > 0) {
      out.printf("%d trials are done already%n", journal.known());
    }
    out.printf("trials are kept in %s%n", journal.file());
    if (holdOut != null && holdOut.shown().isPresent() && !request.looksAgain()) {
      out.println(
          "note: the hold-out was looked at before; it is judged only if this search is the same");
    }
  }

  private Optional<OptimiseOutcome> run(
      PreparedSearch prepared, Span searched, Span all, TrialJournal journal) throws IOException {
    SpanBacktest part = SpanBacktest.alone(prepared.plan(), searched);
    TrialFigures asWritten = part.run(prepared.strategy()).outcome().figures();
    TrialProgress progress =
        new TrialProgress(out, terminal, prepared.design().trials(), journal.known());
    Optional<SearchRun.Ended> ended;
    try (StopSignal stop =
            StopSignal.listen(System.err, terminal, "go on with --resume " + journal.file());
        TrialPool pool = new TrialPool(request.search().threads(), stop::isRaised)) {
      ended = new SearchRun(prepared, journal, pool, progress, stop::isRaised).over(part, 0);
    } finally {
      progress.end();
    }
    if (ended.isEmpty()) {
      return Optional.empty();
    }
    double seconds = progress.seconds();
    return Optional.of(
        judge(prepared, part, all, asWritten, ended.get(), seconds, progress.done()));
  }

  private OptimiseOutcome judge(
      PreparedSearch prepared,
      SpanBacktest part,
      Span all,
      TrialFigures asWritten,
      SearchRun.Ended ended,
      double seconds,
      long ran)
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
        heatMap(prepared, search, List.copyOf(effects.keySet())),
        look(prepared, all, search, best),
        seconds,
        ran);
  }

  private @Nullable HeatMap heatMap(PreparedSearch prepared, Search search, List<String> byEffect) {
    List<String> axes = request.heatMap().isEmpty() ? byEffect : request.heatMap();
    return axes.size() < 2
        ? null
        : HeatMap.of(
            prepared.design().space(), search.told(), axes.get(0), axes.get(1), HEAT_MAP_BANDS);
  }

  /** The one look at the hold-out: known to all later searches before it is taken. */
  private @Nullable HoldOutLook look(PreparedSearch prepared, Span all, Search search, Trial best)
      throws IOException {
    List<HoldOutOpening> others =
        ledger.openings().stream()
            .filter(
                one ->
                    !one.searchDigest().equals(search.digest())
                        || !one.chosen().equals(best.assignment()))
            .toList();
    HoldOut first = reserve(prepared, all, others);
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
          "it was looked at before, for %s; take data that come after it, or look again with"
                  .formatted(first.shown().orElseThrow().chosen())
              + " --hold-out-again, which proves less",
          before,
          null);
    }
    HoldOut holdOut = before == 0 ? first : reserve(prepared, all, List.of());
    if (holdOut == null) {
      return null;
    }
    HoldOutOpening opening = holdOut.seal(search, best.assignment());
    if (!ledger.openings().contains(opening)) {
      ledger.add(opening);
    }
    TrialFigures figures =
        holdOut.evaluate(
            (chosen, span) ->
                SpanBacktest.warmedUp(prepared.plan(), span)
                    .run(prepared.searched().with(chosen))
                    .outcome()
                    .figures());
    return new HoldOutLook(hidden, figures, null, before, opening.digest());
  }

  private void write(PreparedSearch prepared, OptimiseOutcome outcome) throws IOException {
    Path json = request.json();
    if (json != null) {
      OutputFiles.write(json, stream -> OptimiseJson.write(outcome, stream));
      out.println("result: " + json);
    }
    Path best = request.writeBest();
    if (best != null) {
      String yaml = prepared.template().yaml(outcome.best().assignment().values());
      OutputFiles.write(best, stream -> stream.write(yaml.getBytes(StandardCharsets.UTF_8)));
      out.println("strategy with the best parameters: " + best);
    }
  }
}
