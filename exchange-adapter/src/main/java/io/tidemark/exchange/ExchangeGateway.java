package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One venue, seen through the common model. Thread-safe.
 *
 * <p>Reads are repeated with growing pauses where the failure is passing, and then fail with {@link
 * VenueReadException}. Orders and cancels are sent once, whatever happens, and tell in their
 * outcome what is known. Calls about an account need credentials and fail with {@link
 * IllegalStateException} without them.
 */
public interface ExchangeGateway extends AutoCloseable {

  /** The exchange's name in configuration, such as {@code kraken}. */
  String exchange();

  /** The venue's clock, at the precision it gives. */
  Instant serverTime();

  /** What can be traded, with the venue's rules, ordered by instrument. */
  List<InstrumentDetails> instruments();

  /** What the venue can do; asks nothing of it. */
  ExchangeCapabilities capabilities();

  /**
   * The newest closed candles of the venue that open at {@code from} or later and before {@code
   * to}, as many as it tells at once. History is read backwards: the next page ends where this one
   * is complete from.
   *
   * @throws IllegalArgumentException if the timeframe is not one of the capabilities' or the span
   *     is empty
   */
  CandlePage candles(InstrumentId instrument, Timeframe timeframe, Instant from, Instant to);

  /** One page of past trades from {@code cursor} on, oldest first. */
  TradePage trades(InstrumentId instrument, TradeCursor cursor);

  /**
   * The best levels of the book now.
   *
   * @param depth levels a side, above 0; the venue may give fewer
   */
  OrderBookView orderBook(InstrumentId instrument, int depth);

  /** The top of the book and the last 24 hours. */
  TickerView ticker(InstrumentId instrument);

  /**
   * What the account holds, ordered by currency; currencies of which nothing is held are left out.
   */
  List<Balance> balances();

  /** Sends an order once. */
  SubmitOutcome submit(VenueOrder order);

  /**
   * Has the venue check an order that it does not take.
   *
   * @return what it says of it; empty if the venue has no such call
   */
  default Optional<SubmitOutcome> validate(VenueOrder order) {
    return Optional.empty();
  }

  /**
   * Asks for the end of an order, once.
   *
   * @param venueOrderId the venue's id, or null while it is not known
   */
  CancelOutcome cancel(UUID clientOrderId, @Nullable String venueOrderId);

  /**
   * What the venue knows of an order.
   *
   * @param deadline after which the venue takes the order no more, as it was submitted
   */
  OrderLookup orderByClientId(UUID clientOrderId, Instant deadline);

  /** The account's working orders, those of other hands included. */
  List<VenueOrderState> openOrders();

  /** The account's fills at {@code since} or later, oldest first. */
  List<VenueFill> fills(Instant since);

  /**
   * The fills of an order that was found, oldest first: all that its state counts.
   *
   * @param since not after its first fill
   */
  default List<VenueFill> fillsOf(OrderLookup.Found order, Instant since) {
    String venueOrderId = order.state().venueOrderId();
    return fills(since).stream().filter(fill -> fill.venueOrderId().equals(venueOrderId)).toList();
  }

  /**
   * Streams market data. Returns at once; the listener hears of the stream's states. It is called
   * by one thread at a time, in the venue's order.
   *
   * @throws IllegalArgumentException if a channel is not one of the capabilities'
   */
  MarketSubscription subscribeMarket(MarketRequest request, MarketListener listener);

  /**
   * Streams the account's own orders and fills. Returns at once; the listener hears of the stream's
   * states and is called by one thread at a time.
   */
  AccountSubscription subscribeAccount(AccountListener listener);

  /** Ends subscriptions and connections; later calls fail. */
  @Override
  void close();
}
