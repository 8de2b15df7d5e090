package io.tidemark.ingestor.feed;

import io.tidemark.exchange.InvalidData;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;

/** Where a feed's outcome goes. */
interface FeedOutput {

  /**
   * Publishes and stores a trade.
   *
   * @param arrival counts the instrument's trades in the order applied
   */
  void trade(MarketTrade trade, long arrival);

  /** Sets aside what cannot be true. */
  void invalid(InvalidData invalid);

  /** Publishes and stores closed bars or corrections. */
  void bars(BarsClosed bars);

  /** Stores bars that were published before the restart. */
  void publishedBars(BarsClosed bars);

  /** Publishes and stores a top of the book. */
  void ticker(Ticker ticker);

  /** Publishes and stores a book. */
  void book(OrderBook book);

  /**
   * Stores from where the feed can go on.
   *
   * @param bars the bar builder's snapshot
   * @param arrival the last trade in it
   */
  void checkpoint(byte[] bars, long arrival);
}
