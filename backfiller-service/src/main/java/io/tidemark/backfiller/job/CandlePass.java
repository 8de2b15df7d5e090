package io.tidemark.backfiller.job;

import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.exchange.CandlePage;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads one window of the venue's own candles, page by page, backwards. */
final class CandlePass {

  private final Workbench bench;
  private final Venue venue;
  private final WorkItem item;
  private final Insistence insistence;
  private final Meter meter;
  private final boolean tradesAreOlder;
  private Window window;

  /**
   * @param tradesAreOlder whether what candles do not reach is read from trades
   */
  CandlePass(
      Workbench bench,
      Venue venue,
      WorkItem item,
      Window window,
      boolean tradesAreOlder,
      Insistence insistence,
      Meter meter) {
    this.bench = bench;
    this.venue = venue;
    this.item = item;
    this.window = window;
    this.tradesAreOlder = tradesAreOlder;
    this.insistence = insistence;
    this.meter = meter;
  }

  /** Goes on where the cursor stands; gives the instant that the candles reach back to. */
  Instant run() {
    while (window.state() == Window.State.READING) {
      page();
    }
    return window.position();
  }

  private void page() {
    InstrumentId instrument = item.instrument();
    Timeframe timeframe = Objects.requireNonNull(window.timeframe());
    Instant from = window.span().from();
    Instant to = window.position();
    CandlePage page =
        insistence.until(
            () ->
                venue.askForHistory(
                    item.asker(), gateway -> gateway.candles(instrument, timeframe, from, to)));
    insistence.run(() -> bench.store().quarantine(page.invalid(), instrument.exchange()));
    List<Bar> bars = page.bars();
    insistence.run(() -> bench.store().upload(instrument, bars));
    Instant reached = Span.min(Span.max(page.completeFrom(), from), to);
    boolean ended = !page.more() || !from.isBefore(reached) || !reached.isBefore(to);
    Window read = window.downTo(reached, ended ? Window.State.DONE : Window.State.READING);
    List<Span> silent = silent(timeframe, page, reached, to);
    insistence.run(() -> commit(timeframe, read, bars.size(), silent));
    meter.page(0, bars.size(), page.invalid().size(), Duration.between(reached, to));
    window = read;
  }

  /**
   * The slots that the venue told to be without a trade. Of those after its last candle it told
   * nothing: a venue that lags would be taken at a word it did not give.
   */
  private List<Span> silent(Timeframe timeframe, CandlePage page, Instant reached, Instant to) {
    Instant told =
        to.isBefore(window.span().to()) || page.bars().isEmpty()
            ? to
            : page.bars().getLast().closeTime();
    Optional<Span> evidence =
        page.bars().isEmpty() && to.equals(window.span().to())
            ? Optional.empty()
            : Span.of(reached, told);
    return evidence
        .map(
            span ->
                insistence.until(() -> bench.store().missing(item.instrument(), timeframe, span)))
        .orElse(List.of());
  }

  private void commit(Timeframe timeframe, Window read, int bars, List<Span> silent) {
    Instant now = bench.clock().instant();
    bench.transaction(
        () -> {
          bench
              .unfillable()
              .record(
                  item.instrument(),
                  timeframe,
                  silent,
                  UnfillableReason.NOT_TRADED,
                  "the venue's candles around it are complete",
                  now);
          if (read.state() == Window.State.DONE && !tradesAreOlder) {
            bench
                .unfillable()
                .record(
                    item.instrument(),
                    timeframe,
                    Span.of(read.span().from(), read.position()).stream().toList(),
                    UnfillableReason.NO_HISTORY,
                    "the venue's candles reach back to " + read.position(),
                    now);
          }
          bench.cursors().advance(read, bars);
        });
  }
}
