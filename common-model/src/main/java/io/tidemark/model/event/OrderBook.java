package io.tidemark.model.event;

import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.List;

/**
 * The best levels of a book at one moment.
 *
 * @param bids best (highest) first, at most 20
 * @param asks best (lowest) first, at most 20
 */
public record OrderBook(
    InstrumentId instrument,
    List<BookLevel> bids,
    List<BookLevel> asks,
    Instant eventTime,
    Instant observedAt)
    implements MarketEvent {

  public OrderBook {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }
}
