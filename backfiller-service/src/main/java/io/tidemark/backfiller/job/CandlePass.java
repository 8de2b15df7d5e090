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
import java.util.ArrayList;
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
    Instant asked = to.equals(window.span().to()) ? timeframe.closeOf(to) : to;
    CandlePage page =
        insistence.until(
            () ->
                venue.askForHistory(
                    item.asker(), gateway -> gateway.candles(instrument, timeframe, from, asked)));
    insistence.run(() -> bench.store().quarantine(page.invalid(), instrument.exchange()));
    List<Bar> bars = page.bars().stream().filter(bar -> bar.openTime().isBefore(to)).toList();
    insistence.run(() -> bench.store().upload(instrument, bars));
    Instant reached = Span.min(Span.max(page.completeFrom(), from), to);
    boolean ended = !page.more() || !from.isBefore(reached) || !reached.isBefore(to);
    Window read = window.downTo(reached, ended ? Window.State.DONE : Window.State.READING);
    List<Span> silent = silent(timeframe, page, reached, to, asked);
    insistence.run(() -> commit(timeframe, read, bars.size(), silent));
    meter.page(0, bars.size(), page.invalid().size(), Duration.between(reached, to));
    window = read;
  }

  /**
   * The slots that the venue told to be without a trade. A row that is impossible, or that the
   * store refused, says nothing of its slot: that is asked for again by the next job.
   */
  private List<Span> silent(
      Timeframe timeframe, CandlePage page, Instant reached, Instant to, Instant asked) {
    return evidence(page, reached, to)
        .map(
            span -> {
              List<Span> doubtful = new ArrayList<>();
              doubtful.addAll(SuspectSlots.of(page.invalid(), timeframe, new Span(reached, asked)));
              page.bars().forEach(bar -> doubtful.add(new Span(bar.openTime(), bar.closeTime())));
              return Span.subtract(
                  insistence.until(() -> bench.store().missing(item.instrument(), timeframe, span)),
                  doubtful);
            })
        .orElse(List.of());
  }

  /**
   * What the page is evidence of. Of what comes after its last candle the venue told nothing: one
   * that lags would be taken at a word it did not give. So one candle more than the window holds is
   * asked for; where there is one, the venue has told all before it.
   */
  private Optional<Span> evidence(CandlePage page, Instant reached, Instant to) {
    boolean newest = to.equals(window.span().to());
    if (!newest) {
      return Span.of(reached, to);
    }
    return page.bars().isEmpty()
        ? Optional.empty()
        : Span.of(reached, Span.min(to, page.bars().getLast().closeTime()));
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
