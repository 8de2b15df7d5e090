package io.tidemark.backfiller.job;

import io.tidemark.backfiller.gap.GapOrigin;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.HistoryWindows;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out what an item's work is: what is missing, and where to read it. */
final class Planner {

  /** Gaps closer than this many bars are read in one go: a page holds more. */
  private static final int WORTH_READING_ON = 300;

  private final Workbench bench;
  private final Venue venue;
  private final Sources sources;
  private final Insistence insistence;

  Planner(Workbench bench, Venue venue, Sources sources, Insistence insistence) {
    this.bench = bench;
    this.venue = venue;
    this.sources = sources;
    this.insistence = insistence;
  }

  /** Finds the item's span and what is missing in it, and enters the reading of candles. */
  void plan(WorkItem item) {
    requireListed(item);
    Instant settled =
        Timeframe.M1.openOf(
            ask(item, gateway -> gateway.serverTime()).minus(bench.properties().settle()));
    Instant to = item.to() == null ? settled : Span.min(item.to(), settled);
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
    SortedMap<Timeframe, List<Span>> missing = missing(planned);
    List<Window> candles = candleWindows(planned, missing);
    insistence.run(() -> bench.transaction(() -> enter(planned, missing, candles)));
  }

  private void requireListed(WorkItem item) {
    boolean listed =
        ask(item, gateway -> gateway.instruments()).stream()
            .map(InstrumentDetails::instrument)
            .anyMatch(item.instrument()::equals);
    if (!listed) {
      throw new Insistence.FailedException(
          "%s does not list %s"
              .formatted(item.instrument().exchange(), item.instrument().symbol()));
    }
  }

  /** Null if the venue never saw a trade of it. */
  private @Nullable Instant firstTraded(WorkItem item) {
    TradePage page =
        ask(
            item,
            gateway -> gateway.trades(item.instrument(), new TradeCursor(Instant.EPOCH, null)));
    return page.trades().isEmpty() ? null : page.trades().getFirst().eventTime();
  }

  private Optional<Span> span(WorkItem item, @Nullable Instant first, Instant to) {
    if (!sources.trades()) {
      return Span.of(item.from() == null ? Instant.EPOCH : item.from(), to);
    }
    if (first == null) {
      return Optional.empty();
    }
    Instant begin =
        sources.all().stream()
            .map(timeframe -> timeframe.openOf(first))
            .min(Instant::compareTo)
            .orElse(first);
    return Span.of(item.from() == null ? begin : item.from(), to);
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
      WorkItem item, SortedMap<Timeframe, List<Span>> missing, List<Window> candles) {
    Instant now = bench.clock().instant();
    bench.jobs().planned(item, item.span(), item.firstTraded());
    for (Timeframe timeframe : sources.all()) {
      recordNotListed(item, timeframe, now);
    }
    missing.forEach(
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
            notListed(item, timeframe).stream().toList(),
            UnfillableReason.NOT_LISTED_YET,
            "the venue's first trade is of " + item.firstTraded(),
            now);
  }

  private static Optional<Span> notListed(WorkItem item, Timeframe timeframe) {
    Instant first = item.firstTraded();
    return first == null
        ? Optional.empty()
        : item.slots(timeframe)
            .flatMap(slots -> Span.of(slots.from(), Span.min(slots.to(), timeframe.openOf(first))));
  }

  /** The slots of each timeframe that the store lacks and that may be had. */
  SortedMap<Timeframe, List<Span>> missing(WorkItem item) {
    SortedMap<Timeframe, List<Span>> missing = new TreeMap<>();
    for (Timeframe timeframe : sources.all()) {
      missing.put(
          timeframe,
          Span.subtract(unknown(item, timeframe), notListed(item, timeframe).stream().toList()));
    }
    return missing;
  }

  private List<Span> unknown(WorkItem item, Timeframe timeframe) {
    Optional<Span> slots = item.slots(timeframe);
    if (slots.isEmpty()) {
      return List.of();
    }
    return insistence.until(
        () ->
            bench
                .unfillable()
                .unknown(
                    item.instrument(), timeframe, missingInStore(item, timeframe, slots.get())));
  }

  /** What lies before the first stored bar is one span: the store need not look for it. */
  private List<Span> missingInStore(WorkItem item, Timeframe timeframe, Span slots) {
    Instant first = bench.store().first(item.instrument(), timeframe).orElse(slots.to());
    Instant begin = Span.min(Span.max(slots.from(), first), slots.to());
    List<Span> missing = new ArrayList<>(Span.of(slots.from(), begin).stream().toList());
    Span.of(begin, slots.to())
        .ifPresent(
            rest -> missing.addAll(bench.store().missing(item.instrument(), timeframe, rest)));
    return Span.union(missing, Duration.ZERO);
  }

  /**
   * Where trades reach back to the first, candles of the shortest timeframe are read as far as they
   * go, the others only that far: what is older comes of the same trades for all.
   */
  private List<Window> candleWindows(WorkItem item, SortedMap<Timeframe, List<Span>> missing) {
    List<Window> windows = new ArrayList<>();
    if (sources.trades()) {
      Timeframe finest = sources.finest();
      if (sources.candles().contains(finest)) {
        joined(missing, finest).stream()
            .reduce((older, newest) -> newest)
            .ifPresent(newest -> windows.add(Window.ofCandles(item, finest, newest)));
      }
      return windows;
    }
    for (Timeframe timeframe : sources.candles()) {
      joined(missing, timeframe)
          .forEach(span -> windows.add(Window.ofCandles(item, timeframe, span)));
    }
    return windows;
  }

  /** The windows of the other timeframes' candles, once it is known how far the finest reach. */
  List<Window> coarserCandleWindows(WorkItem item, Instant reach) {
    SortedMap<Timeframe, List<Span>> missing = missing(item);
    List<Window> windows = new ArrayList<>();
    for (Timeframe timeframe : sources.candles().tailSet(sources.finest())) {
      if (timeframe != sources.finest()) {
        Span.of(reach, item.plannedSpan().to())
            .flatMap(span -> span.slots(timeframe))
            .flatMap(slots -> newestWithin(joined(missing, timeframe), slots))
            .ifPresent(span -> windows.add(Window.ofCandles(item, timeframe, span)));
      }
    }
    return windows;
  }

  private static Optional<Span> newestWithin(List<Span> spans, Span bounds) {
    return spans.isEmpty() ? Optional.empty() : spans.getLast().intersection(bounds);
  }

  private static List<Span> joined(SortedMap<Timeframe, List<Span>> missing, Timeframe timeframe) {
    return Span.union(
        missing.getOrDefault(timeframe, List.of()),
        timeframe.nominalLength().multipliedBy(WORTH_READING_ON));
  }

  /** The windows of trades for what candles did not give. */
  List<Window> tradeWindows(WorkItem item) {
    SortedMap<Timeframe, List<Span>> missing = missing(item);
    List<Span> wanted = new ArrayList<>();
    sources.direct().forEach(timeframe -> wanted.addAll(missing.get(timeframe)));
    return HistoryWindows.of(wanted, bench.properties().windowDays()).stream()
        .map(span -> Window.ofTrades(item, span))
        .toList();
  }

  private <T> T ask(WorkItem item, Function<ExchangeGateway, T> question) {
    return insistence.until(() -> venue.askForHistory(item.asker(), question));
  }
}
