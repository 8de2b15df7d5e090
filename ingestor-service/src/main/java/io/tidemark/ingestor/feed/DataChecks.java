package io.tidemark.ingestor.feed;

import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.Price;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketEvent;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DataFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What of well-formed events cannot be true. Safe for use by several threads. */
final class DataChecks {

  private static final int MOST_DECIMALS = 100;

  private final InstantSource clock;
  private final Duration futureTolerance;
  private volatile boolean clockIsVenues = true;

  /**
   * @param futureTolerance what is dated later than the clock by more cannot be true
   */
  DataChecks(InstantSource clock, Duration futureTolerance) {
    this.clock = clock;
    this.futureTolerance = futureTolerance;
  }

  /** The clock is of another time than the venue's, so it says nothing of events. */
  void ignoreClock() {
    clockIsVenues = false;
  }

  /** Why an event goes into quarantine; empty if nothing speaks against it. */
  Optional<InvalidData> check(MarketEvent event) {
    if (isFuture(event.eventTime())) {
      return Optional.of(
          invalid(
              event,
              DataFault.FUTURE_TIME,
              "eventTime must be at most %s after the venue's %s, was %s"
                  .formatted(futureTolerance, clock.instant(), event.eventTime())));
    }
    return switch (event) {
      case MarketTrade trade -> unwritable(trade);
      case Ticker ticker -> crossed(ticker, ticker.bid(), ticker.ask());
      case OrderBook book ->
          book.bids().isEmpty() || book.asks().isEmpty()
              ? Optional.empty()
              : crossed(book, book.bids().getFirst().price(), book.asks().getFirst().price());
      case BarsClosed bars -> Optional.empty();
    };
  }

  /** Whether an instant cannot have been yet. */
  boolean isFuture(Instant time) {
    return clockIsVenues && time.isAfter(clock.instant().plus(futureTolerance));
  }

  /** A trade that came after its bars were given up. */
  static InvalidData outOfOrder(MarketTrade trade, Instant retainedFrom) {
    return invalid(
        trade,
        DataFault.OUT_OF_ORDER,
        "a streamed trade must be at or after %s, was %s"
            .formatted(retainedFrom, trade.eventTime()));
  }

  /** An event of an instrument that is not collected. */
  static InvalidData unknown(MarketEvent event) {
    return invalid(
        event,
        DataFault.UNKNOWN_INSTRUMENT,
        "instrument must be one that is collected, was " + event.instrument());
  }

  /** No venue trades in so many decimals, and neither the store nor its driver takes them. */
  private static Optional<InvalidData> unwritable(MarketTrade trade) {
    int decimals = Math.max(trade.price().value().scale(), trade.quantity().value().scale());
    return decimals <= MOST_DECIMALS
        ? Optional.empty()
        : Optional.of(
            invalid(
                trade,
                DataFault.MALFORMED,
                "price and quantity must have at most %d decimals, had %d"
                    .formatted(MOST_DECIMALS, decimals)));
  }

  private static Optional<InvalidData> crossed(MarketEvent event, Price bid, Price ask) {
    return ask.isAbove(bid)
        ? Optional.empty()
        : Optional.of(
            invalid(
                event,
                DataFault.CROSSED_BOOK,
                "the bid must be below the ask, were %s and %s".formatted(bid, ask)));
  }

  private static InvalidData invalid(MarketEvent event, DataFault fault, String detail) {
    return new InvalidData(
        event.instrument(),
        channel(event),
        fault,
        detail,
        new String(EventCodec.encode(event), StandardCharsets.UTF_8),
        event.observedAt());
  }

  private static MarketChannel channel(MarketEvent event) {
    return switch (event) {
      case MarketTrade trade -> MarketChannel.TRADES;
      case Ticker ticker -> MarketChannel.TICKER;
      case OrderBook book -> MarketChannel.BOOK;
      case BarsClosed bars -> MarketChannel.CANDLES;
    };
  }
}
