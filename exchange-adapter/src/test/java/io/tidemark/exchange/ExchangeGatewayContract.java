package io.tidemark.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.model.Bar;
import io.tidemark.model.BookLevel;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every gateway promises, run against a venue whose market moves and whose account holds
 * enough of both currencies for small orders.
 */
public abstract class ExchangeGatewayContract {

  private static final AtomicLong IDS = new AtomicLong();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The gateway under test; the same one for all tests of a class. */
  protected abstract ExchangeGateway gateway();

  /** An instrument that trades often. */
  protected abstract InstrumentId instrument();

  private static UUID newId() {
    return new UUID(0x0000000000005000L, 0x8000000000000000L | IDS.incrementAndGet());
  }

  private InstrumentRules rules() {
    return gateway().instruments().stream()
        .filter(details -> details.instrument().equals(instrument()))
        .map(InstrumentDetails::rules)
        .findFirst()
        .orElseThrow();
  }

  private Instant soon() {
    return gateway().serverTime().plusSeconds(50);
  }

  private VenueOrder order(
      UUID id, Side side, OrderType type, Quantity quantity, @Nullable Price limit, Instant end) {
    return new VenueOrder(
        id, instrument(), side, type, quantity, limit, null, false, TimeInForce.GTC, end);
  }

  /** A quantity well above every minimum. */
  private Quantity small() {
    InstrumentRules rules = rules();
    BigDecimal price = gateway().ticker(instrument()).bid().value();
    BigDecimal forCost =
        rules.minimumCost().multiply(BigDecimal.TEN).divide(price, 8, RoundingMode.CEILING);
    BigDecimal quantity = rules.minimumQuantity().multiply(BigDecimal.TEN).max(forCost);
    return new Quantity(quantity.max(rules.quantityStep())).flooredTo(rules.quantityStep());
  }

  /** Half the price of the market: far from trading. */
  private Price farBelow() {
    BigDecimal bid = gateway().ticker(instrument()).bid().value();
    return new Price(bid.divide(BigDecimal.TWO, 8, RoundingMode.FLOOR))
        .roundedTo(rules().tickSize(), RoundingMode.FLOOR);
  }

  private VenueOrder resting(UUID id) {
    return order(id, Side.BUY, OrderType.LIMIT, small(), farBelow(), soon());
  }

  @Test
  void listsTheInstrumentWithItsRules() {
    assertThat(gateway().instruments())
        .isSortedAccordingTo(Comparator.comparing(InstrumentDetails::instrument))
        .extracting(InstrumentDetails::instrument)
        .contains(instrument());
    assertThat(rules().tickSize()).isPositive();
  }

  @Test
  void tellsABookFromTheBestLevelOn() {
    OrderBookView book = gateway().orderBook(instrument(), 5);

    assertThat(book.bids()).hasSizeBetween(1, 5);
    assertThat(book.asks()).hasSizeBetween(1, 5);
    assertSides(book.bids(), book.asks());
  }

  private static void assertSides(List<BookLevel> bids, List<BookLevel> asks) {
    assertThat(bids).isSortedAccordingTo(Comparator.comparing(BookLevel::price).reversed());
    assertThat(asks).isSortedAccordingTo(Comparator.comparing(BookLevel::price));
    assertThat(bids.getFirst().price()).isLessThan(asks.getFirst().price());
    assertThat(asks).isSortedAccordingTo(Comparator.comparing(BookLevel::cumulative));
  }

  @Test
  void tellsATickerWithBidBelowAsk() {
    TickerView ticker = gateway().ticker(instrument());

    assertThat(ticker.bid()).isLessThan(ticker.ask());
    assertThat(ticker.instrument()).isEqualTo(instrument());
  }

  @Test
  void tellsClosedCandlesOnly() {
    Instant from = gateway().serverTime().minus(Duration.ofHours(2));
    CandlePage page =
        gateway().candles(instrument(), Timeframe.M1, from, gateway().serverTime().plusSeconds(60));
    List<Bar> bars = page.bars();
    Instant now = gateway().serverTime();

    assertThat(page.completeFrom()).isAfterOrEqualTo(from);
    assertThat(page.invalid()).isEmpty();

    assertThat(bars).isNotEmpty();
    assertThat(bars)
        .allSatisfy(
            bar -> {
              assertThat(bar.openTime()).isAfterOrEqualTo(from);
              assertThat(bar.closeTime()).isBeforeOrEqualTo(now.plusSeconds(1));
              assertThat(bar.vwap()).isNull();
            });
    assertThat(bars).isSortedAccordingTo(Comparator.comparing(Bar::openTime));
  }

  private List<MarketTrade> tradesFrom(TradeCursor start, int enough) {
    List<MarketTrade> trades = new ArrayList<>();
    TradePage page = gateway().trades(instrument(), start);
    trades.addAll(page.trades());
    while (page.more() && trades.size() < enough) {
      page = gateway().trades(instrument(), page.next());
      trades.addAll(page.trades());
    }
    return trades;
  }

  @Test
  void pagesThroughTradesWithoutAHole() {
    TradeCursor start = TradeCursor.at(gateway().serverTime().minus(Duration.ofHours(12)));
    List<MarketTrade> trades = tradesFrom(start, 2500);
    MarketTrade middle = trades.get(trades.size() / 2);
    List<String> fromMiddle =
        tradesFrom(TradeCursor.at(middle.eventTime()), 1000).stream()
            .map(MarketTrade::tradeId)
            .toList();
    List<String> expected =
        trades.stream()
            .filter(trade -> !trade.eventTime().isBefore(middle.eventTime()))
            .map(MarketTrade::tradeId)
            .distinct()
            .limit(fromMiddle.size())
            .toList();

    assertThat(trades).isSortedAccordingTo(Comparator.comparing(MarketTrade::eventTime));
    assertThat(fromMiddle.stream().distinct().limit(expected.size()).toList()).isEqualTo(expected);
  }

  @Test
  void worksARestingOrderUntilItIsCancelled() {
    UUID id = newId();
    VenueOrder order = resting(id);

    assertThat(gateway().submit(order)).isInstanceOf(SubmitOutcome.Accepted.class);
    assertThat(gateway().openOrders()).extracting(VenueOrderState::clientOrderId).contains(id);
    assertThat(stateOf(id, order.deadline()).status()).isEqualTo(OrderStatus.ACCEPTED);

    assertThat(gateway().cancel(id, null)).isEqualTo(new CancelOutcome.Accepted());
    VenueOrderState ended = stateOf(id, order.deadline());
    assertThat(ended.status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(ended.reason()).isEqualTo(OrderReason.REQUESTED);
    assertThat(gateway().cancel(id, null)).isInstanceOf(CancelOutcome.NotOpen.class);
  }

  private VenueOrderState stateOf(UUID id, Instant deadline) {
    OrderLookup lookup = gateway().orderByClientId(id, deadline);
    assertThat(lookup).isInstanceOf(OrderLookup.Found.class);
    return ((OrderLookup.Found) lookup).state();
  }

  @Test
  void holdsTheCostOfARestingOrder() {
    UUID id = newId();
    BigDecimal before = free(instrument().symbol().quote());
    Price price = farBelow();
    VenueOrder order = order(id, Side.BUY, OrderType.LIMIT, small(), price, soon());
    gateway().submit(order);
    BigDecimal during = free(instrument().symbol().quote());
    gateway().cancel(id, null);

    BigDecimal cost = price.times(order.quantity());
    assertThat(before.subtract(during)).isGreaterThanOrEqualTo(cost);
  }

  private BigDecimal free(String currency) {
    return gateway().balances().stream()
        .filter(balance -> balance.currency().equals(currency))
        .map(balance -> balance.free().amount())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsTheFillsOfAMarketOrder() {
    UUID id = newId();
    Instant since = gateway().serverTime().minusSeconds(5);
    Quantity quantity = small();
    VenueOrder order = order(id, Side.BUY, OrderType.MARKET, quantity, null, soon());
    assertThat(gateway().submit(order)).isInstanceOf(SubmitOutcome.Accepted.class);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(stateOf(id, order.deadline()).status()).isEqualTo(OrderStatus.FILLED));

    List<VenueFill> fills =
        gateway().fills(since).stream().filter(fill -> id.equals(fill.clientOrderId())).toList();
    BigDecimal filled =
        fills.stream()
            .map(fill -> fill.quantity().value())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(filled).isEqualByComparingTo(quantity.value());
    assertThat(fills)
        .allSatisfy(
            fill -> {
              assertThat(fill.fee().currency()).isEqualTo(instrument().symbol().quote());
              assertThat(fill.side()).isEqualTo(Side.BUY);
            });
  }

  @Test
  void tellsWhyTheVenueRefuses() {
    Quantity huge = new Quantity(small().value().multiply(BigDecimal.valueOf(1_000_000_000)));
    VenueOrder unpaid = order(newId(), Side.BUY, OrderType.LIMIT, huge, farBelow(), soon());
    VenueOrder tiny =
        order(
            newId(),
            Side.BUY,
            OrderType.LIMIT,
            new Quantity(rules().quantityStep()),
            farBelow(),
            soon());

    assertRejected(unpaid, OrderReason.INSUFFICIENT_FUNDS);
    assertRejected(tiny, OrderReason.INVALID_ORDER);
  }

  private void assertRejected(VenueOrder order, OrderReason reason) {
    assertThat(gateway().submit(order))
        .isInstanceOfSatisfying(
            SubmitOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(reason));
  }

  @Test
  void provesThatAnOrderAfterItsDeadlineIsAbsent() {
    UUID id = newId();
    Instant past = gateway().serverTime().minusSeconds(2);
    VenueOrder late = order(id, Side.BUY, OrderType.LIMIT, small(), farBelow(), past);

    assertRejected(late, OrderReason.DEADLINE_PASSED);
    assertThat(gateway().orderByClientId(id, past)).isInstanceOf(OrderLookup.Absent.class);
  }

  @Test
  void provesNothingBeforeTheDeadline() {
    assertThat(gateway().orderByClientId(newId(), gateway().serverTime().plusSeconds(3600)))
        .isInstanceOf(OrderLookup.NotProven.class);
  }

  @Test
  void streamsTradesWithTheIdsThatRestGives() {
    CollectingListener listener = new CollectingListener();
    try (MarketSubscription stream =
        gateway().subscribeMarket(MarketRequest.of(List.of(instrument())), listener)) {
      await()
          .atMost(PATIENCE)
          .until(() -> stream.state() == StreamState.LIVE && listener.trades.size() >= 3);
      MarketTrade first = listener.trades.getFirst();
      // The first message may begin amid equal trades; the last one's are whole by then.
      MarketTrade last = listener.trades.getLast();
      List<String> rest =
          tradesFrom(TradeCursor.at(first.eventTime().minusSeconds(1)), 5000).stream()
              .map(MarketTrade::tradeId)
              .toList();
      assertThat(rest).contains(last.tradeId());
    }
    assertThat(listener.states()).last().isEqualTo(StreamState.CLOSED);
  }

  @Test
  void streamsBooksAndTickers() {
    CollectingListener listener = new CollectingListener();
    try (MarketSubscription stream =
        gateway().subscribeMarket(MarketRequest.of(List.of(instrument())), listener)) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  listener.books.size() >= 2
                      && !listener.tickers.isEmpty()
                      && stream.orderBook(instrument()).isPresent());
    }
    OrderBook book = listener.books.getLast();
    assertSides(book.bids(), book.asks());
    assertThat(book.bids()).hasSizeLessThanOrEqualTo(20);
    assertThat(listener.times).isSorted();
    assertThat(listener.states()).doesNotContain(StreamState.BOOK_RESYNC);
  }

  @Test
  void streamsTheAccountsOrdersAndFills() {
    CollectingListener listener = new CollectingListener();
    try (AccountSubscription stream = gateway().subscribeAccount(listener)) {
      await().atMost(PATIENCE).until(() -> stream.state() == StreamState.LIVE);
      UUID id = newId();
      Quantity quantity = small();
      gateway().submit(order(id, Side.SELL, OrderType.MARKET, quantity, null, soon()));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(listener.orders)
                    .anySatisfy(
                        state -> {
                          assertThat(state.clientOrderId()).isEqualTo(id);
                          assertThat(state.status()).isEqualTo(OrderStatus.FILLED);
                        });
                assertThat(filledOf(listener, id)).isEqualByComparingTo(quantity.value());
              });
    }
  }

  private static BigDecimal filledOf(CollectingListener listener, UUID id) {
    return listener.fills.stream()
        .filter(fill -> id.equals(fill.clientOrderId()))
        .collect(Collectors.toMap(VenueFill::venueTradeId, VenueFill::quantity, (a, b) -> a))
        .values()
        .stream()
        .map(Quantity::value)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void refusesAnInstrumentOfAnotherVenue() {
    InstrumentId foreign = new InstrumentId("elsewhere", instrument().symbol());

    assertThatThrownBy(() -> gateway().ticker(foreign))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
