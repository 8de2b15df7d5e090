package io.tidemark.exchange;

import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Instant;

/**
 * Hears what a market stream tells. Called by one thread at a time; the stream waits while it
 * works. What it throws is logged, and the stream goes on.
 */
public interface MarketListener {

  /** A trade, told once on a subscription, whatever the venue repeats. */
  void onTrade(MarketTrade trade);

  /** The top of the book changed. */
  void onTicker(Ticker ticker);

  /** A book changed; its best 20 levels, checked against the venue's checksum. */
  void onOrderBook(OrderBook book);

  /** One of the venue's own candles changed or closed. */
  void onCandle(VenueCandle candle);

  /** The venue told something that cannot be true; the rest of its message went on. */
  void onInvalid(InvalidData invalid);

  /** The stream took a state. */
  void onStreamChange(StreamChange change);

  /** The stream has passed this instant of the venue's clock; rises from call to call. */
  void onStreamTime(Instant venueTime);
}
