package io.tidemark.backfiller.job;

import io.tidemark.backfiller.gap.GapOrigin;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.HistoryWindows;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out what an item's work is: what is missing, and where to read it. */
final class Planner {

  /** Gaps closer than this many bars are read in one go: a page holds more. */
  private static final int WORTH_READING_ON = 300;

  /** A market that was silent for longer before its first candle found had not begun. */
  private static final Duration LONGEST_SUSPENSION = Duration.ofDays(3 * 365);

  private final Workbench bench;
  private final Venue venue;
  private final Sources sources;
  private final MissingBars missing;
  private final Insistence insistence;

  Planner(
      Workbench bench, Venue venue, Sources sources, MissingBars missing, Insistence insistence) {
    this.bench = bench;
    this.venue = venue;
    this.sources = sources;
    this.missing = missing;
    this.insistence = insistence;
  }

  /** Finds the item's span and what is missing in it, and enters the reading of candles. */
  void plan(WorkItem item) {
    Instant settled =
        Timeframe.M1.openOf(
            ask(item, gateway -> gateway.serverTime()).minus(bench.properties().settle()));
    Instant to = item.to() == null ? settled : Span.min(item.to(), settled);
    if (!isListed(item)) {
      recordDelisted(item, to);
      return;
    }
    @Nullable Instant first = sources.trades() ? firstTraded(item) : null;
    Optional<Span> span = span(item, first, to);
    if (span.isEmpty()) {
      insistence.run(
          () ->
              bench.transaction(
                  () -> bench.jobs().enter(item, Phase.DONE, "nothing was traded in this span")));
      return;
    }
    WorkItem planned = planned(item, span.get(), first);
    new Composing(bench, sources, missing, insistence).fromStored(planned);
    SortedMap<Timeframe, List<Span>> lacking = missing.of(planned);
    List<Window> candles = candleWindows(planned, lacking);
    insistence.run(() -> bench.transaction(() -> enter(planned, lacking, candles)));
  }

  private boolean isListed(WorkItem item) {
    List<InstrumentDetails> listed = ask(item, gateway -> gateway.instruments());
    if (listed.isEmpty()) {
      throw new Insistence.FailedException(
          item.instrument().exchange() + " lists nothing at all: ask again later");
    }
    return listed.stream().map(InstrumentDetails::instrument).anyMatch(item.instrument()::equals);
  }

  /** What was listed once, as bars are stored of it, has none after its last one. */
  private void recordDelisted(WorkItem item, Instant to) {
    InstrumentId instrument = item.instrument();
    SortedMap<Timeframe, Span> stored = insistence.until(() -> bench.store().extents(instrument));
    if (stored.isEmpty()) {
      throw new Insistence.FailedException(
          "%s does not list %s".formatted(instrument.exchange(), instrument.symbol()));
    }
    String detail = "%s does not list it any more".formatted(instrument.exchange());
    Instant now = bench.clock().instant();
    insistence.run(
        () ->
            bench.transaction(
                () -> {
                  stored.forEach(
                      (timeframe, held) ->
                          bench
                              .unfillable()
                              .record(
                                  instrument,
                                  timeframe,
                                  Span.of(held.to(), timeframe.openOf(to)).stream().toList(),
                                  UnfillableReason.DELISTED,
                                  detail,
                                  now));
                  bench.jobs().enter(item, Phase.DONE, detail);
                }));
  }

  /** Null if the venue never saw a trade of it. */
  private @Nullable Instant firstTraded(WorkItem item) {
    TradePage page =
        ask(
            item,
            gateway -> gateway.trades(item.instrument(), new TradeCursor(Instant.EPOCH, null)));
    return page.trades().isEmpty() ? null : page.trades().getFirst().eventTime();
  }

  private Optional<Span> span(WorkItem item, @Nullable Instant firstTrade, Instant to) {
    if (item.from() != null) {
      return sources.trades() && firstTrade == null ? Optional.empty() : Span.of(item.from(), to);
    }
    if (sources.trades()) {
      return firstTrade == null ? Optional.empty() : Span.of(begin(firstTrade), to);
    }
    Instant firstCandle = firstCandle(item, to);
    return Span.of(firstCandle == null ? Instant.EPOCH : begin(firstCandle), to);
  }

  private Instant begin(Instant first) {
    return sources.all().stream()
        .map(timeframe -> timeframe.openOf(first))
        .min(Instant::compareTo)
        .orElse(first);
  }

  /**
   * The first candle of the longest timeframe that the venue has, up to a day: what is shorter need
   * not be asked for before it. Null if there is none.
   */
  private @Nullable Instant firstCandle(WorkItem item, Instant to) {
    Timeframe longest =
        venue.capabilities().candleTimeframes().stream()
            .filter(timeframe -> timeframe.compareTo(Timeframe.D1) <= 0)
            .max(Comparator.naturalOrder())
            .orElse(sources.finest());
    @Nullable Instant first = null;
    Instant end = longest.openOf(to);
    while (Instant.EPOCH.isBefore(end)) {
      Instant asked = end;
      CandlePage page =
          ask(item, gateway -> gateway.candles(item.instrument(), longest, Instant.EPOCH, asked));
      if (!page.bars().isEmpty()) {
        first = page.bars().getFirst().openTime();
      }
      boolean nothingOlder =
          first != null && page.completeFrom().isBefore(first.minus(LONGEST_SUSPENSION));
      if (!page.more() || nothingOlder || !page.completeFrom().isBefore(end)) {
        return first;
      }
      end = page.completeFrom();
    }
    return first;
  }

  private static WorkItem planned(WorkItem item, Span span, @Nullable Instant first) {
    return new WorkItem(
        item.jobId(),
        item.instrument(),
        item.timeframes(),
        item.from(),
        item.to(),
        item.phase(),
        span,
        first,
        item.detail());
  }

  private void enter(
      WorkItem item, SortedMap<Timeframe, List<Span>> lacking, List<Window> candles) {
    Instant now = bench.clock().instant();
    bench.jobs().planned(item, item.span(), item.firstTraded());
    bench.unfillable().listedAgain(item.instrument());
    for (Timeframe timeframe : sources.all()) {
      recordNotListed(item, timeframe, now);
    }
    lacking.forEach(
        (timeframe, spans) ->
            spans.forEach(
                span ->
                    bench.gaps().insert(item.instrument(), timeframe, span, GapOrigin.STORE, now)));
    bench.cursors().insert(candles);
    bench.jobs().enter(item, Phase.CANDLES, "");
  }

  private void recordNotListed(WorkItem item, Timeframe timeframe, Instant now) {
    bench
        .unfillable()
        .record(
            item.instrument(),
            timeframe,
            MissingBars.notListed(item, timeframe).stream().toList(),
            UnfillableReason.NOT_LISTED_YET,
            "the venue's first trade is of " + item.firstTraded(),
            now);
  }

  /**
   * Where trades reach back to the first, candles of the shortest timeframe are read as far as they
   * go, the others only that far: what is older comes of the same trades for all.
   */
  private List<Window> candleWindows(WorkItem item, SortedMap<Timeframe, List<Span>> lacking) {
    List<Window> windows = new ArrayList<>();
    if (sources.trades()) {
      Timeframe finest = sources.finest();
      if (sources.candles().contains(finest)) {
        joined(lacking, finest).stream()
            .reduce((older, newest) -> newest)
            .ifPresent(newest -> windows.add(Window.ofCandles(item, finest, newest)));
      }
      return windows;
    }
    for (Timeframe timeframe : sources.candles()) {
      joined(lacking, timeframe)
          .forEach(span -> windows.add(Window.ofCandles(item, timeframe, span)));
    }
    return windows;
  }

  /** The windows of the other timeframes' candles, once it is known how far the finest reach. */
  List<Window> coarserCandleWindows(WorkItem item, Instant reach) {
    SortedMap<Timeframe, List<Span>> lacking = missing.of(item);
    List<Window> windows = new ArrayList<>();
    for (Timeframe timeframe : sources.candles().tailSet(sources.finest())) {
      if (timeframe != sources.finest()) {
        Span.of(reach, item.plannedSpan().to())
            .flatMap(span -> span.slots(timeframe))
            .flatMap(slots -> newestWithin(joined(lacking, timeframe), slots))
            .ifPresent(span -> windows.add(Window.ofCandles(item, timeframe, span)));
      }
    }
    return windows;
  }

  private static Optional<Span> newestWithin(List<Span> spans, Span bounds) {
    return spans.isEmpty() ? Optional.empty() : spans.getLast().intersection(bounds);
  }

  private static List<Span> joined(SortedMap<Timeframe, List<Span>> lacking, Timeframe timeframe) {
    return Span.union(
        lacking.getOrDefault(timeframe, List.of()),
        timeframe.nominalLength().multipliedBy(WORTH_READING_ON));
  }

  /** The windows of trades for what candles did not give. */
  List<Window> tradeWindows(WorkItem item) {
    SortedMap<Timeframe, List<Span>> lacking = missing.of(item);
    List<Span> wanted = new ArrayList<>();
    sources.direct().forEach(timeframe -> wanted.addAll(lacking.get(timeframe)));
    return HistoryWindows.of(wanted, bench.properties().windowDays()).stream()
        .map(span -> Window.ofTrades(item, span))
        .toList();
  }

  private <T> T ask(WorkItem item, Function<ExchangeGateway, T> question) {
    return insistence.until(() -> venue.askForHistory(item.asker(), question));
  }
}
