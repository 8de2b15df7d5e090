package io.tidemark.ingestor.store;

import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.kit.codec.Json;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.reason.DataFault;
import java.util.Optional;

/** Something of a feed that is to be stored; a feed's order is kept. */
public sealed interface Storable {

  /** What is told where it cannot be stored; empty for what is not of the market. */
  default Optional<InvalidData> invalid(String why) {
    return switch (this) {
      case Trade trade -> Optional.of(invalid(trade.event(), MarketChannel.TRADES, why));
      case Bars bars -> Optional.of(invalid(bars.event(), MarketChannel.CANDLES, why));
      case Ticker ticker -> Optional.of(invalid(ticker.event(), MarketChannel.TICKER, why));
      case Book book -> Optional.of(invalid(book.event(), MarketChannel.BOOK, why));
      case Acknowledgement acknowledgement -> Optional.empty();
      case Checkpoint checkpoint -> Optional.empty();
    };
  }

  private static InvalidData invalid(MarketEvent event, MarketChannel channel, String why) {
    return new InvalidData(
        event.instrument(),
        channel,
        DataFault.MALFORMED,
        why,
        Json.mapper().writeValueAsString(event),
        event.observedAt());
  }

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
