package io.tidemark.ingestor.store;

import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;

/** Something of a feed that is to be stored; a feed's order is kept. */
public sealed interface Storable {

  /**
   * A trade.
   *
   * @param arrival counts the instrument's trades in the order in which they were applied, from 1
   */
  record Trade(MarketTrade event, long arrival) implements Storable {}

  /** Closed bars, or corrections of some. */
  record Bars(BarsClosed event) implements Storable {}

  /**
   * A top of the book.
   *
   * @param history whether it is kept beside the latest one
   */
  record Ticker(io.tidemark.model.event.Ticker event, boolean history) implements Storable {}

  /** A book. */
  record Book(OrderBook event) implements Storable {}

  /** Nothing; its message must be acknowledged all the same. */
  record Acknowledgement() implements Storable {}

  /** From where the feed can go on. */
  record Checkpoint(FeedCheckpoint value) implements Storable {}
}
