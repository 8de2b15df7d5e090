package io.tidemark.backfiller.job;

import io.tidemark.backfiller.store.BarCodec;
import io.tidemark.backfiller.store.Uploaded;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.core.history.WindowBars;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one window of trades, page by page, and makes the bars of all timeframes of it. */
final class TradePass {

  private final Workbench bench;
  private final Venue venue;
  private final WorkItem item;
  private final Collection<Timeframe> timeframes;
  private final Insistence insistence;
  private final Meter meter;

  private final List<Bar> staged = new ArrayList<>();
  private WindowBars bars;
  private Window window;

  /**
   * @param timeframes of a day or less
   */
  TradePass(
      Workbench bench,
      Venue venue,
      WorkItem item,
      Collection<Timeframe> timeframes,
      Window window,
      Insistence insistence,
      Meter meter) {
    this.bench = bench;
    this.venue = venue;
    this.item = item;
    this.timeframes = timeframes;
    this.window = window;
    this.insistence = insistence;
    this.meter = meter;
    byte[] snapshot = window.snapshot();
    this.bars =
        snapshot == null
            ? new WindowBars(item.instrument(), timeframes, window.span())
            : WindowBars.restore(item.instrument(), timeframes, window.span(), snapshot);
  }

  /** Goes on where the window's cursor stands, to the window's end. */
  void run() {
    insistence
        .until(() -> bench.cursors().staged(window))
        .forEach(page -> staged.addAll(BarCodec.decode(page)));
    while (window.state() == Window.State.READING) {
      page();
      if (staged.size() >= bench.properties().uploadBars()) {
        upload();
      }
    }
    upload();
    insistence.run(this::finish);
  }

  private void page() {
    InstrumentId instrument = item.instrument();
    TradeCursor cursor = window.next();
    TradePage page =
        insistence.until(
            () -> venue.askForHistory(item.asker(), gateway -> gateway.trades(instrument, cursor)));
    insistence.run(() -> bench.store().quarantine(page.invalid(), instrument.exchange()));
    boolean ended = add(page);
    List<Bar> made = bars.take();
    Window read =
        window.upTo(
            ended ? window.span().to() : position(page.next()),
            page.next(),
            bars.snapshot(),
            ended ? Window.State.READ : Window.State.READING);
    byte[] packed = BarCodec.encode(instrument, made);
    Optional<Span> told = Span.of(window.position(), read.position());
    insistence.run(() -> commit(read, made, packed, page.invalid(), told));
    meter.page(
        page.trades().size(),
        made.size(),
        page.invalid().size(),
        Duration.between(window.position(), read.position()));
    window = read;
    staged.addAll(made);
  }

  /** Adds a page's trades; true if the window's end was reached. */
  private boolean add(TradePage page) {
    boolean reached = false;
    for (MarketTrade trade : page.trades()) {
      reached |= !trade.eventTime().isBefore(window.span().to());
      if (!bars.add(trade)) {
        throw new Insistence.FailedException(
            "%s tells its trades out of order: %s of %s came after the bars it belongs to; its history cannot be built from trades"
                .formatted(item.instrument(), trade.tradeId(), trade.eventTime()));
      }
    }
    boolean ended = reached || !page.more();
    if (ended) {
      bars.end();
    }
    return ended;
  }

  private Instant position(TradeCursor next) {
    Span span = window.span();
    return Span.max(span.from(), Span.min(next.from(), span.to()));
  }

  private void commit(
      Window read, List<Bar> made, byte[] packed, List<InvalidData> invalid, Optional<Span> told) {
    bench.transaction(
        () -> {
          told.ifPresent(span -> suspect(invalid, span));
          if (!made.isEmpty()) {
            bench.cursors().stage(read, packed);
          }
          bench.cursors().advance(read, made.size());
        });
  }

  private void suspect(List<InvalidData> invalid, Span told) {
    for (Timeframe timeframe : timeframes) {
      bench.cursors().suspect(item, timeframe, SuspectSlots.of(invalid, timeframe, told));
    }
  }

  private void upload() {
    if (staged.isEmpty()) {
      return;
    }
    List<Bar> latest = WindowBars.latest(staged);
    Uploaded uploaded = insistence.until(() -> bench.store().upload(item.instrument(), latest));
    SortedMap<Timeframe, List<Span>> refused =
        uploaded.quarantined() == 0 ? new TreeMap<>() : refused(latest);
    insistence.run(() -> bench.transaction(() -> acknowledge(refused)));
    staged.clear();
  }

  private void acknowledge(SortedMap<Timeframe, List<Span>> refused) {
    refused.forEach((timeframe, slots) -> bench.cursors().suspect(item, timeframe, slots));
    bench.cursors().acknowledged(window);
  }

  /** The slots of bars that the store does not have though it was handed them. */
  private SortedMap<Timeframe, List<Span>> refused(List<Bar> handed) {
    SortedMap<Timeframe, List<Span>> refused = new TreeMap<>();
    handed.forEach(
        bar ->
            refused
                .computeIfAbsent(bar.timeframe(), timeframe -> new ArrayList<>())
                .add(new Span(bar.openTime(), bar.closeTime())));
    refused.replaceAll(
        (timeframe, slots) -> Span.subtract(slots, Span.subtract(slots, missing(timeframe))));
    return refused;
  }

  private List<Span> missing(Timeframe timeframe) {
    return insistence.until(
        () -> bench.store().missing(item.instrument(), timeframe, window.span()));
  }

  /**
   * All trades of the window were read: a slot that still has no bar was not traded, unless it was
   * told something impossible of it.
   */
  private void finish() {
    Map<Timeframe, List<Span>> silent = new TreeMap<>();
    for (Timeframe timeframe : timeframes) {
      silent.put(
          timeframe,
          Span.subtract(
              bench.store().missing(item.instrument(), timeframe, window.span()),
              bench.cursors().suspects(item, timeframe, window.span())));
    }
    bench.transaction(
        () -> {
          silent.forEach(
              (timeframe, spans) ->
                  bench
                      .unfillable()
                      .record(
                          item.instrument(),
                          timeframe,
                          spans,
                          UnfillableReason.NOT_TRADED,
                          "the venue's trades around it are continuous",
                          bench.clock().instant()));
          bench.cursors().done(window);
        });
  }
}
