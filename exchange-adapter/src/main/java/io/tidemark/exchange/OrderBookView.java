package io.tidemark.exchange;

import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.OrderBook;
import java.time.Instant;
import java.util.List;

/**
 * A book at one moment, as deep as was asked for.
 *
 * @param bids best (highest) first
 * @param asks best (lowest) first
 * @param eventTime the latest change the venue dates in it; the venue's time of answer where it
 *     dates none
 */
public record OrderBookView(
    InstrumentId instrument, List<BookLevel> bids, List<BookLevel> asks, Instant eventTime) {

  /** The depth of the {@link OrderBook} event. */
  private static final int EVENT_DEPTH = 20;

  public OrderBookView {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }

  /** The event other services hear: the best 20 levels a side. */
  public OrderBook toEvent(Instant observedAt) {
    return new OrderBook(instrument, top(bids), top(asks), eventTime, observedAt);
  }

  private static List<BookLevel> top(List<BookLevel> levels) {
    return levels.subList(0, Math.min(EVENT_DEPTH, levels.size()));
  }
}
