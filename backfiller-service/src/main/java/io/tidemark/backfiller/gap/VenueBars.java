package io.tidemark.backfiller.gap;

import io.tidemark.backfiller.store.BarStore;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.WindowBars;
import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Bars of a span as a venue tells them when it is asked for healing. */
final class VenueBars {

  /**
   * What the venue told.
   *
   * @param bars that lie in the span entirely
   * @param continuous whether a slot without a bar was not traded for sure
   */
  record Told(List<Bar> bars, boolean continuous) {}

  private final BarStore store;

  VenueBars(BarStore store) {
    this.store = store;
  }

  /** Whether trades of any age can be had. */
  static boolean hasAllTrades(Venue venue) {
    return venue.capabilities().tradeHistory() == TradeHistory.FULL;
  }

  /**
   * The bars of timeframes up to a day from the venue's trades. A venue that tells its latest
   * trades only says nothing of what came before them: its trades serve if one lies before the
   * span.
   *
   * @return empty if its trades do not reach back
   */
  Optional<Told> ofTrades(
      Venue venue, InstrumentId instrument, Collection<Timeframe> timeframes, Span span) {
    if (venue.capabilities().tradeHistory() == TradeHistory.NONE) {
      return Optional.empty();
    }
    WindowBars bars = new WindowBars(instrument, timeframes, span);
    TradeCursor cursor = TradeCursor.at(span.from());
    boolean sound = true;
    for (boolean first = true; ; first = false) {
      TradeCursor next = cursor;
      TradePage page = venue.askForHealing(gateway -> gateway.trades(instrument, next));
      if (first && !reachesBack(venue, page, span)) {
        return Optional.empty();
      }
      store.quarantine(page.invalid(), instrument.exchange());
      sound &= page.invalid().isEmpty();
      boolean reached = false;
      for (MarketTrade trade : page.trades()) {
        reached |= !trade.eventTime().isBefore(span.to());
        sound &= bars.add(trade);
      }
      if (reached || !page.more()) {
        bars.end();
        return Optional.of(new Told(WindowBars.latest(bars.take()), sound && hasAllTrades(venue)));
      }
      cursor = page.next();
    }
  }

  private static boolean reachesBack(Venue venue, TradePage page, Span span) {
    return hasAllTrades(venue)
        || (!page.trades().isEmpty() && page.trades().getFirst().eventTime().isBefore(span.from()));
  }

  /** The venue's own candles, page by page backwards; none if it has none of the timeframe. */
  Told ofCandles(Venue venue, InstrumentId instrument, Timeframe timeframe, Span span) {
    List<Bar> bars = new ArrayList<>();
    if (!venue.capabilities().candleTimeframes().contains(timeframe)) {
      return new Told(bars, false);
    }
    Instant to = span.to();
    while (span.from().isBefore(to)) {
      Instant end = to;
      CandlePage page =
          venue.askForHealing(gateway -> gateway.candles(instrument, timeframe, span.from(), end));
      store.quarantine(page.invalid(), instrument.exchange());
      bars.addAll(page.bars());
      if (!page.more() || !page.completeFrom().isBefore(to)) {
        break;
      }
      to = page.completeFrom();
    }
    return new Told(bars, false);
  }
}
