package io.tidemark.exchange.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.InstrumentDetails;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each venue's answers, as it documents them, become the same candle, trade, book and ticker. */
class VenueMarketDataTest {

  /** The candle that closed last, and the one before it. */
  private static final Instant LAST = Instant.parse("2026-03-01T11:59:00Z");

  private static final Instant FIRST = Instant.parse("2026-03-01T11:58:00Z");
  private static final Instant TRADED = Instant.parse("2026-03-01T11:59:59Z");

  private final VenueStub stub = new VenueStub();
  private final List<XChangeGateway> open = new ArrayList<>();

  static Stream<VenueAnswers> venues() {
    return VenueAnswers.all();
  }

  @AfterEach
  void close() {
    open.forEach(XChangeGateway::close);
    stub.close();
  }

  private XChangeGateway gateway(VenueAnswers venue) {
    venue.prepare(stub);
    XChangeGateway gateway =
        new XChangeGateway(
            VenueStub.settings(venue.exchange(), venue.address(stub)), VenueStub.context());
    open.add(gateway);
    return gateway;
  }

  @ParameterizedTest
  @MethodSource("venues")
  void listsTheInstrumentWithItsRules(VenueAnswers venue) {
    InstrumentDetails details =
        gateway(venue).instruments().stream()
            .filter(each -> each.instrument().equals(venue.instrument()))
            .findFirst()
            .orElseThrow();

    assertThat(details.rules().tickSize()).isEqualByComparingTo(venue.tick());
    assertThat(details.tradable()).isEqualTo(venue.untradable() == null);
    if (venue.untradable() != null) {
      assertThat(details.untradable()).contains(venue.untradable());
    }
  }

  @ParameterizedTest
  @MethodSource("venues")
  void readsClosedCandlesExactly(VenueAnswers venue) {
    CandlePage page =
        gateway(venue)
            .candles(venue.instrument(), Timeframe.M1, FIRST, VenueStub.NOW.plusSeconds(30));

    assertThat(page.bars()).extracting(Bar::openTime).containsExactly(FIRST, LAST);
    Bar first = page.bars().getFirst();
    assertThat(first.open()).isEqualTo(Price.of("100.1"));
    assertThat(first.high()).isEqualTo(Price.of("110.5"));
    assertThat(first.low()).isEqualTo(Price.of("90.25"));
    assertThat(first.close()).isEqualTo(Price.of("105.75"));
    assertThat(first.volume()).isEqualTo(Quantity.of("12.00000001"));
    assertThat(page.completeFrom()).isEqualTo(FIRST);
    assertThat(page.more()).isFalse();
    assertThat(page.invalid()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("venues")
  void readsTradesWithTheirIdsAndTakers(VenueAnswers venue) {
    TradePage page =
        gateway(venue).trades(venue.instrument(), TradeCursor.at(TRADED.minusSeconds(60)));

    MarketTrade trade = page.trades().getLast();
    assertThat(trade.tradeId()).isEqualTo(venue.tradeId());
    assertThat(trade.price()).isEqualTo(Price.of("105.75"));
    assertThat(trade.quantity()).isEqualTo(Quantity.of("0.5"));
    assertThat(trade.taker()).isEqualTo(Side.BUY);
    assertThat(trade.eventTime()).isEqualTo(TRADED);
    assertThat(page.more()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("venues")
  void readsTheBookFromTheBestLevelOn(VenueAnswers venue) {
    OrderBookView book = gateway(venue).orderBook(venue.instrument(), 2);

    assertThat(book.bids().getFirst().price()).isEqualTo(Price.of("105.5"));
    assertThat(book.bids().getFirst().quantity()).isEqualTo(Quantity.of("2"));
    assertThat(book.bids().getLast().price()).isEqualTo(Price.of("105"));
    assertThat(book.bids().getLast().cumulative()).isEqualTo(Quantity.of("5"));
    assertThat(book.asks().getFirst().price()).isEqualTo(Price.of("106"));
    assertThat(book.asks().getFirst().quantity()).isEqualTo(Quantity.of("1.5"));
  }

  @ParameterizedTest
  @MethodSource("venues")
  void readsTheTickerWithSizes(VenueAnswers venue) {
    TickerView ticker = gateway(venue).ticker(venue.instrument());

    assertThat(ticker.bid()).isEqualTo(Price.of("105.5"));
    assertThat(ticker.bidQuantity()).isEqualTo(Quantity.of("2"));
    assertThat(ticker.ask()).isEqualTo(Price.of("106"));
    assertThat(ticker.askQuantity()).isEqualTo(Quantity.of("1.5"));
    assertThat(ticker.last()).isEqualTo(Price.of("105.75"));
  }

  @ParameterizedTest
  @MethodSource("venues")
  void tellsWhyTheVenueRefusesToAnswer(VenueAnswers venue) {
    XChangeGateway gateway = gateway(venue);
    gateway.instruments();
    venue.refuse(stub);

    assertThatThrownBy(() -> gateway.ticker(venue.instrument()))
        .isInstanceOfSatisfying(
            VenueReadException.class,
            e -> assertThat(e.reason()).isEqualTo(OrderReason.RATE_LIMITED));
  }

  @ParameterizedTest
  @MethodSource("venues")
  void knowsTheVenuesTime(VenueAnswers venue) {
    assertThat(gateway(venue).serverTime()).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource("venues")
  void refusesAnInstrumentThatTheVenueLacks(VenueAnswers venue) {
    InstrumentId unknown = InstrumentId.of(venue.exchange(), "NONE/USD");

    assertThatThrownBy(() -> gateway(venue).ticker(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not list");
  }
}
