package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.Span;
import io.tidemark.model.event.MarketTrade;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a page of past trades tells that can be true.
 *
 * @param trades oldest first
 * @param from where the page begins
 * @param unreadableUntil others of the page, from its beginning to here, could not be read; null
 *     for none
 */
record FetchedTrades(List<MarketTrade> trades, Instant from, @Nullable Instant unreadableUntil) {

  FetchedTrades {
    trades = List.copyOf(trades);
  }

  /** Where trades may be missing, as some could not be read. */
  Optional<Span> unreadable() {
    return Optional.ofNullable(unreadableUntil)
        .map(until -> new Span(from, until.isAfter(from) ? until : from.plusNanos(1)));
  }

  /** The span of which the trades are all there are; of its last instant more may follow. */
  Optional<Span> complete() {
    return unreadableUntil != null || trades.isEmpty()
        ? Optional.empty()
        : Optional.of(trades.getLast().eventTime())
            .filter(from::isBefore)
            .map(last -> new Span(from, last));
  }

  /** The same of those at or after an instant. */
  FetchedTrades since(Instant instant) {
    return new FetchedTrades(
        trades.stream().filter(trade -> !trade.eventTime().isBefore(instant)).toList(),
        instant,
        unreadableUntil);
  }
}
