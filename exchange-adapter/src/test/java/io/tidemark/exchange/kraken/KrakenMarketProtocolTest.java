package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.CollectingListener;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.stream.RecordingStream;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DataFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KrakenMarketProtocolTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId BTC_EUR = InstrumentId.of("kraken", "BTC/EUR");
  private static final String RECORDED = "kraken-payloads/xchange-ws/";
  private static final String SNAPSHOT =
      "[7,{\"as\":[[\"101.0\",\"1.0\",\"1534614248.5\"]],\"bs\":[[\"100.0\",\"2.0\","
          + "\"1534614249.25\"]]},\"book-25\",\"XBT/USD\"]";
  private static final String WRONG_UPDATE =
      "[7,{\"a\":[[\"101.0\",\"3.0\",\"1534614250.5\"]],\"c\":\"1\"},\"book-25\",\"XBT/USD\"]";

  private final CollectingListener listener = new CollectingListener();
  private final RecordingStream stream = new RecordingStream();
  private final KrakenMarketProtocol protocol = protocol(BTC_USD, BTC_EUR);

  private KrakenMarketProtocol protocol(InstrumentId... instruments) {
    KrakenSymbols symbols =
        KrakenInstruments.read("kraken", KrakenMessages.parse(StubVenue.PAIRS).path("result"));
    return KrakenProtocols.market(
        List.of(instruments).stream().map(i -> symbols.find(i).orElseThrow()).toList(),
        MarketRequest.of(List.of(instruments)),
        listener);
  }

  private void receive(String message) {
    protocol.received(stream, message);
  }

  private void confirmAll() {
    protocol.opened(stream);
    confirmAllBut("", "");
  }

  private void confirmAllBut(String exceptPair, String exceptChannel) {
    for (String channel : List.of("trade", "ticker", "book")) {
      for (String pair : List.of("XBT/USD", "XBT/EUR")) {
        if (!pair.equals(exceptPair) || !channel.equals(exceptChannel)) {
          receive(
              "{\"event\":\"subscriptionStatus\",\"status\":\"subscribed\",\"pair\":\"%s\",\"subscription\":{\"name\":\"%s\"}}"
                  .formatted(pair, channel));
        }
      }
    }
  }

  @Test
  void subscribesEveryChannelOfEveryPair() {
    protocol.opened(stream);

    assertThat(stream.sent)
        .extracting(sent -> KrakenMessages.parse(sent).path("subscription").path("name").asText())
        .containsExactly("trade", "ticker", "book");
    JsonNode book = KrakenMessages.parse(stream.sent.getLast());
    assertThat(book.path("pair").valueStream().map(JsonNode::asText))
        .containsExactly("XBT/USD", "XBT/EUR");
    assertThat(book.path("subscription").path("depth").asInt()).isEqualTo(25);
  }

  @Test
  void isLiveOnceEveryChannelIsConfirmed() {
    confirmAll();

    assertThat(stream.told).containsExactly("LIVE");
  }

  private static String refusal(String pair, String channel) {
    return "{\"event\":\"subscriptionStatus\",\"status\":\"error\",\"pair\":\"%s\",\"errorMessage\":\"Subscription depth not supported\",\"subscription\":{\"name\":\"%s\"}}"
        .formatted(pair, channel);
  }

  @Test
  void tellsARefusedChannelAndIsLiveWithTheRest() {
    protocol.opened(stream);
    receive(refusal("XBT/USD", "book"));
    assertThat(stream.state()).isEqualTo(StreamState.CONNECTING);
    confirmAllBut("XBT/USD", "book");

    assertThat(stream.told)
        .containsExactly("REFUSED kraken|BTC/USD", "LIVE", "REFUSED kraken|BTC/USD");
    assertThat(protocol.statuses())
        .filteredOn(status -> status.state() == ChannelState.REFUSED)
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.channel()).isEqualTo(MarketChannel.BOOK);
              assertThat(status.instrument()).isEqualTo(BTC_USD);
              assertThat(status.detail()).isEqualTo("Subscription depth not supported");
            });
  }

  @Test
  void isRefusedWhenEveryChannelIs() {
    protocol.opened(stream);
    for (String channel : List.of("trade", "ticker", "book")) {
      receive(refusal("XBT/USD", channel));
      receive(refusal("XBT/EUR", channel));
    }

    assertThat(stream.state()).isEqualTo(StreamState.REFUSED);
  }

  @Test
  void asksAgainLaterForWhatIsRefusedForAPassingReason() {
    protocol.opened(stream);
    receive(
        refusal("XBT/USD", "book")
            .replace("Subscription depth not supported", "Exceeded msg rate"));
    confirmAllBut("XBT/USD", "book");
    stream.sent.clear();
    stream.pass(Duration.ofSeconds(11));
    protocol.tick(stream);

    assertThat(stream.told).isEmpty();
    assertThat(stream.sent).singleElement().asString().contains("subscribe", "book", "XBT/USD");
  }

  @Test
  void subscribesOnlyWhatWasAskedForAsDeepAsTheVenueCan() {
    KrakenSymbols symbols =
        KrakenInstruments.read("kraken", KrakenMessages.parse(StubVenue.PAIRS).path("result"));
    KrakenProtocols.market(
            List.of(symbols.find(BTC_USD).orElseThrow()),
            new MarketRequest(
                List.of(BTC_USD), Set.of(MarketChannel.BOOK, MarketChannel.CANDLES), 26),
            listener)
        .opened(stream);

    assertThat(stream.sent)
        .extracting(sent -> KrakenMessages.parse(sent).path("subscription").toString())
        .containsExactly("{\"name\":\"book\",\"depth\":100}", "{\"name\":\"ohlc\",\"interval\":1}");
  }

  @Test
  void takesTheSmallestDepthThatHoldsTheWish() {
    assertThat(List.of(1, 10, 11, 25, 100, 101, 501, 1000, 10_000))
        .extracting(KrakenMarketProtocol::depthFor)
        .containsExactly(10, 10, 25, 25, 100, 500, 1000, 1000, 1000);
  }

  @Test
  void readsTheRecordedTrades() {
    receive(SharedData.text(RECORDED + "trades.json"));
    MarketTrade first = listener.trades.getFirst();

    assertThat(listener.trades).hasSize(2);
    assertThat(first.price()).isEqualTo(Price.of("5541.2"));
    assertThat(first.quantity()).isEqualTo(Quantity.of("0.15850568"));
    assertThat(first.taker()).isEqualTo(Side.SELL);
    assertThat(first.eventTime()).isEqualTo(Instant.parse("2018-08-18T17:40:57.321597Z"));
    assertThat(listener.times).last().isEqualTo(Instant.parse("2018-08-18T17:40:57.324998Z"));
  }

  @Test
  void givesATradeTheIdThatItsRestPageGives() {
    receive(SharedData.text(RECORDED + "trades.json"));
    try (StubVenue venue = new StubVenue()) {
      venue.on(
          "Trades",
          StubVenue.json(
              """
              {"error":[],"result":{"XXBTZUSD":[
               ["5541.20000","0.15850568",1534614057.3215968,"s","l","",1],
               ["6060.00000","0.02455000",1534614057.324998,"b","l","",2]],
               "last":"1534614057324998000"}}
              """));
      List<MarketTrade> page =
          venue.gateway().trades(BTC_USD, TradeCursor.at(Instant.EPOCH)).trades();

      assertThat(page)
          .extracting(MarketTrade::tradeId)
          .isEqualTo(listener.trades.stream().map(MarketTrade::tradeId).toList());
    }
  }

  @Test
  void readsTheRecordedTicker() {
    receive(SharedData.text(RECORDED + "ticker.json"));
    Ticker ticker = listener.tickers.getFirst();

    assertThat(ticker.instrument()).isEqualTo(BTC_EUR);
    assertThat(ticker.bid()).isEqualTo(Price.of("9970.9"));
    assertThat(ticker.bidQuantity()).isEqualTo(Quantity.of("10.57957134"));
    assertThat(ticker.volume24h()).isEqualTo(Quantity.of("7889.333799"));
  }

  @Test
  void readsTheRecordedBookSnapshot() {
    receive(SharedData.text(RECORDED + "orderBookMessageSnapshot.json"));
    OrderBook book = listener.books.getFirst();

    assertThat(book.asks()).hasSize(3);
    assertThat(book.bids().getFirst().price()).isEqualTo(Price.of("5541.2"));
    assertThat(book.eventTime()).isEqualTo(Instant.parse("2018-08-18T17:44:08.765567Z"));
  }

  @Test
  void readsAnUpdateOfBothSidesInOneMessage() {
    List<JsonNode> payloads =
        KrakenMessages.payloads(
            KrakenMessages.parse(SharedData.text(RECORDED + "orderBookMessageUpdate02.json")));

    assertThat(payloads).hasSize(2);
    assertThat(payloads.getLast().path("c").asText()).isEqualTo("3647725291");
  }

  @Test
  void fetchesABookAnewWhenItsChecksumDiffers() {
    confirmAll();
    receive(SNAPSHOT);
    stream.sent.clear();
    receive(WRONG_UPDATE);

    assertThat(stream.told).last().isEqualTo("BOOK_RESYNC kraken|BTC/USD");
    assertThat(protocol.book(BTC_USD)).isEmpty();
    assertThat(listener.books).hasSize(1);
    assertThat(stream.sent)
        .extracting(sent -> KrakenMessages.parse(sent).path("event").asText())
        .containsExactly("unsubscribe", "subscribe");
  }

  @Test
  void ignoresUpdatesUntilTheNewSnapshotAndThenTellsThatTheBookIsRight() {
    confirmAll();
    receive(SNAPSHOT);
    receive(WRONG_UPDATE);
    receive(WRONG_UPDATE);
    assertThat(listener.books).hasSize(1);
    receive(SNAPSHOT);

    assertThat(stream.told)
        .containsExactly("LIVE", "BOOK_RESYNC kraken|BTC/USD", "LIVE kraken|BTC/USD");
    assertThat(protocol.book(BTC_USD)).isPresent();
  }

  @Test
  void forgetsBooksWhenTheConnectionIsNew() {
    confirmAll();
    receive(SNAPSHOT);
    protocol.opened(stream);

    assertThat(protocol.book(BTC_USD)).isEmpty();
  }

  @Test
  void toleratesWhatCarriesNothing() {
    receive("{\"event\":\"heartbeat\"}");
    receive(SharedData.text(RECORDED + "connectionDetails.json"));
    receive(SharedData.text(RECORDED + "subscriptionConfirmation.json"));

    assertThat(stream.told).isEmpty();
    assertThat(stream.restarts).isEmpty();
  }

  @Test
  void putsWhatIsNotJsonIntoQuarantineAndGoesOn() {
    confirmAll();
    receive("[0,[[\"1.0\",\"1.0\"],\"trade\",{oops");
    receive(SharedData.text(RECORDED + "trades.json"));

    assertThat(listener.invalid)
        .singleElement()
        .satisfies(
            data -> {
              assertThat(data.fault()).isEqualTo(DataFault.MALFORMED);
              assertThat(data.instrument()).isNull();
              assertThat(data.channel()).isEqualTo(MarketChannel.TRADES);
            });
    assertThat(listener.trades).hasSize(2);
    assertThat(stream.restarts).isEmpty();
  }
}
