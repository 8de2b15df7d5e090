package io.tidemark.backfiller.gap;

import io.tidemark.backfiller.store.BarStore;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.BarComposer;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.WindowBars;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes bars again that the live stream left with a hole. */
final class Rebuilding {

  /** What came of it. */
  sealed interface Outcome {

    /** The bars that the store lacks or has with a hole, made again in full. */
    record Rebuilt(List<Bar> bars) implements Outcome {}

    /** Not now: what it waits for. */
    record Later(String why) implements Outcome {}
  }

  private static final Duration ADJACENT = Duration.ofDays(1);

  private final BarStore store;
  private final UnfillableTable unfillable;
  private final Collection<Timeframe> timeframes;
  private final HistoryRequests history;

  /**
   * @param timeframes that the live stream makes
   */
  Rebuilding(
      BarStore store,
      UnfillableTable unfillable,
      Collection<Timeframe> timeframes,
      HistoryRequests history) {
    this.store = store;
    this.unfillable = unfillable;
    this.timeframes = timeframes;
    this.history = history;
  }

  /**
   * From the venue's trades, or from its candles where its trades do not reach back.
   *
   * @param gaps of one instrument and of a day or less, that overlap
   * @param settled up to when the venue's history can be relied on
   */
  Outcome fromVenue(Venue venue, InstrumentId instrument, List<Gap> gaps, Instant settled) {
    Span span = Span.union(spans(gaps), ADJACENT).getFirst();
    if (span.to().isAfter(settled)) {
      return new Outcome.Later("the venue's history does not reach there yet");
    }
    span = overAdjacent(instrument, span, settled);
    Map<Slot, Bar> stored = stored(instrument, span);
    for (Gap gap : gaps) {
      for (Span slot : slots(gap)) {
        if (!stored.containsKey(new Slot(gap.timeframe(), slot.from()))) {
          return new Outcome.Later("the live bar of %s is not stored yet".formatted(slot.from()));
        }
      }
    }
    List<Bar> built =
        venue.capabilities().tradeHistory() == TradeHistory.NONE
            ? candles(venue, instrument, gaps)
            : trades(venue, instrument, span);
    return compared(gaps, stored, built);
  }

  /** The bars that are to be told; all gap slots must be among them or be whole by now. */
  private static Outcome compared(List<Gap> gaps, Map<Slot, Bar> stored, List<Bar> built) {
    Map<Slot, Bar> better = new HashMap<>();
    for (Bar bar : built) {
      Slot slot = Slot.of(bar);
      Bar before = stored.get(slot);
      if (before == null
          || (before.completeness() == Completeness.PARTIAL
              && bar.volume().value().compareTo(before.volume().value()) >= 0)) {
        better.put(slot, bar);
      }
    }
    for (Gap gap : gaps) {
      for (Span slot : slots(gap)) {
        Slot key = new Slot(gap.timeframe(), slot.from());
        Bar before = stored.get(key);
        boolean whole = before != null && before.completeness() != Completeness.PARTIAL;
        if (!whole && !better.containsKey(key)) {
          return new Outcome.Later(
              "the venue's history holds less of the %s bar of %s than the stream did"
                  .formatted(gap.timeframe(), slot.from()));
        }
      }
    }
    return new Outcome.Rebuilt(List.copyOf(better.values()));
  }

  /** An outage leaves no bar between its edges: what is missing beside a hole is looked at too. */
  private Span overAdjacent(InstrumentId instrument, Span span, Instant settled) {
    Span around =
        new Span(
            span.from().minus(ADJACENT).truncatedTo(ChronoUnit.MINUTES),
            Span.max(span.to(), Span.min(span.to().plus(ADJACENT), Timeframe.M1.openOf(settled))));
    Instant from = span.from();
    Instant to = span.to();
    for (Span missing : store.missing(instrument, Timeframe.M1, around)) {
      boolean bounded = missing.from().isAfter(around.from()) && missing.to().isBefore(around.to());
      if (bounded && missing.from().isBefore(from) && !missing.to().isBefore(from)) {
        from = missing.from();
      }
      if (bounded && missing.to().isAfter(to) && !missing.from().isAfter(to)) {
        to = missing.to();
      }
    }
    return new Span(from, to);
  }

  private Map<Slot, Bar> stored(InstrumentId instrument, Span span) {
    Map<Slot, Bar> stored = new HashMap<>();
    for (Timeframe timeframe : upToADay()) {
      Optional<Span> slots = span.slots(timeframe);
      if (slots.isPresent()) {
        store
            .bars(instrument, timeframe, slots.get())
            .forEach(bar -> stored.put(Slot.of(bar), bar));
      }
    }
    return stored;
  }

  private List<Timeframe> upToADay() {
    return timeframes.stream().filter(timeframe -> timeframe.compareTo(Timeframe.D1) <= 0).toList();
  }

  private List<Bar> trades(Venue venue, InstrumentId instrument, Span span) {
    WindowBars bars = new WindowBars(instrument, upToADay(), span);
    TradeCursor cursor = TradeCursor.at(span.from());
    while (true) {
      TradeCursor next = cursor;
      TradePage page = venue.askForHealing(gateway -> gateway.trades(instrument, next));
      store.quarantine(page.invalid(), instrument.exchange());
      boolean reached = false;
      for (MarketTrade trade : page.trades()) {
        reached |= !trade.eventTime().isBefore(span.to());
        bars.add(trade);
      }
      if (reached || !page.more()) {
        bars.end();
        return WindowBars.latest(bars.take());
      }
      cursor = page.next();
    }
  }

  private List<Bar> candles(Venue venue, InstrumentId instrument, List<Gap> gaps) {
    List<Bar> bars = new ArrayList<>();
    for (Gap gap : gaps) {
      if (venue.capabilities().candleTimeframes().contains(gap.timeframe())) {
        Span span = gap.span();
        bars.addAll(
            venue
                .askForHealing(
                    gateway -> gateway.candles(instrument, gap.timeframe(), span.from(), span.to()))
                .bars());
      }
    }
    return bars;
  }

  /** A bar of more than a day, from the stored days in it. */
  Outcome fromDays(Gap gap) {
    InstrumentId instrument = gap.instrument();
    List<Bar> composed = new ArrayList<>();
    for (Span slot : slots(gap)) {
      List<Bar> stored = store.bars(instrument, gap.timeframe(), slot);
      if (stored.isEmpty()) {
        return new Outcome.Later("the live bar of %s is not stored yet".formatted(slot.from()));
      }
      List<Bar> days = store.bars(instrument, Timeframe.D1, slot);
      List<Span> missing =
          unfillable.unknown(
              instrument, Timeframe.D1, store.missing(instrument, Timeframe.D1, slot));
      if (!missing.isEmpty()) {
        history.ask(instrument, Timeframe.D1, slot);
        return new Outcome.Later("days of it are fetched: " + missing);
      }
      if (days.stream().anyMatch(day -> day.completeness() == Completeness.PARTIAL)) {
        return new Outcome.Later("a day of it has a hole");
      }
      if (stored.getFirst().completeness() == Completeness.PARTIAL) {
        composed.add(BarComposer.compose(gap.timeframe(), days));
      }
    }
    return new Outcome.Rebuilt(composed);
  }

  static List<Span> spans(List<Gap> gaps) {
    return gaps.stream().map(Gap::span).toList();
  }

  static List<Span> slots(Gap gap) {
    List<Span> slots = new ArrayList<>();
    Timeframe timeframe = gap.timeframe();
    for (Instant open = gap.span().from();
        open.isBefore(gap.span().to());
        open = timeframe.closeOf(open)) {
      slots.add(new Span(open, timeframe.closeOf(open)));
    }
    return slots;
  }
}
