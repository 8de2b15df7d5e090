package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.CollectingListener;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.resilience.Backoff;
import io.tidemark.exchange.resilience.VenueCalls;
import io.tidemark.exchange.stream.RecordingStream;
import io.tidemark.exchange.stream.VenueOffset;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KrakenAccountProtocolTest {

  private static final UUID ID = UUID.fromString("6d1b345e-2821-50e2-ad83-4ecb18a06876");
  private static final String OPEN =
      """
      [[{"OABCDE-12345-678":{"cl_ord_id":"%s","status":"open","opentm":"1772366400.5",
       "descr":{"pair":"XBT/USD","type":"buy","ordertype":"limit","price":"30000.1"},
       "vol":"0.25","vol_exec":"0.0","cost":"0","avg_price":"0.0"}}],"openOrders",{"sequence":1}]
      """
          .formatted(ID);
  private static final String PART =
      "[[{\"OABCDE-12345-678\":{\"vol_exec\":\"0.1\",\"avg_price\":\"30000.0\"}}],\"openOrders\",{\"sequence\":%d}]";
  private static final String FILL =
      """
      [[{"TABCDE-1":{"ordertxid":"OABCDE-12345-678","pair":"XBT/USD","time":"1772366401.123456",
       "type":"buy","ordertype":"limit","price":"30000.0","cost":"3000","fee":"4.80","vol":"0.1"}}],
       "ownTrades",{"sequence":1}]
      """;

  private final StubVenue venue = new StubVenue();
  private final CollectingListener listener = new CollectingListener();
  private final RecordingStream stream = new RecordingStream();
  private final KrakenAccountProtocol protocol = protocol();

  private KrakenAccountProtocol protocol() {
    GatewayContext context = new GatewayContext(() -> StubVenue.NOW, new Random(7), StubVenue.NOW);
    Backoff backoff = new Backoff(venue.settings().retry(), context.random());
    KrakenRest rest =
        new KrakenRest(
            venue.settings(), new VenueCalls(venue.settings(), backoff), context.leaseStart());
    KrakenMarketData market =
        new KrakenMarketData("kraken", rest, context.clock(), new VenueOffset());
    var _ = market.symbols();
    ClientOrderIds ids = new ClientOrderIds(rest);
    return new KrakenAccountProtocol(
        new KrakenAccount(rest, market, ids),
        market,
        ids,
        listener,
        StreamHealthSettings.defaults(),
        () -> StubVenue.NOW);
  }

  @AfterEach
  void close() {
    venue.close();
  }

  private void receive(String message) {
    protocol.received(stream, message);
  }

  private void open() {
    venue.on(
        "GetWebSocketsToken",
        StubVenue.json("{\"error\":[],\"result\":{\"token\":\"one\",\"expires\":900}}"),
        StubVenue.json("{\"error\":[],\"result\":{\"token\":\"two\",\"expires\":900}}"));
    protocol.opened(stream);
    stream.answer();
  }

  @Test
  void subscribesWithATokenForEachChannel() {
    open();

    assertThat(stream.sent)
        .extracting(sent -> KrakenMessages.parse(sent).path("subscription").path("token").asText())
        .containsExactly("one", "two");
  }

  @Test
  void isLiveOnceBothChannelsAreConfirmed() {
    open();
    receive(
        "{\"event\":\"subscriptionStatus\",\"status\":\"subscribed\",\"channelName\":\"openOrders\"}");
    assertThat(stream.told).isEmpty();
    receive(
        "{\"event\":\"subscriptionStatus\",\"status\":\"subscribed\",\"channelName\":\"ownTrades\"}");

    assertThat(stream.told).containsExactly("LIVE");
  }

  @Test
  void asksForANewTokenWhenASubscriptionIsRefused() {
    receive(
        "{\"event\":\"subscriptionStatus\",\"status\":\"error\",\"channelName\":\"ownTrades\",\"errorMessage\":\"ESession:Invalid session\"}");

    assertThat(stream.restarts).containsExactly("ownTrades: ESession:Invalid session");
  }

  @Test
  void tellsWholeOrdersFromUpdatesThatNameOnlyWhatChanged() {
    receive(OPEN);
    receive(PART.formatted(2));
    VenueOrderState before = listener.orders.get(0);
    VenueOrderState after = listener.orders.get(1);

    assertThat(before.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(after.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(after.clientOrderId()).isEqualTo(ID);
    assertThat(after.filled()).isEqualTo(Quantity.of("0.1"));
    assertThat(after.averagePrice()).isEqualTo(Price.of("30000"));
    assertThat(after.limitPrice()).isEqualTo(Price.of("30000.1"));
  }

  @Test
  void knowsWhoseOrderAFillBelongsTo() {
    receive(OPEN);
    receive(FILL);
    VenueFill fill = listener.fills.getFirst();

    assertThat(fill.clientOrderId()).isEqualTo(ID);
    assertThat(fill.venueTradeId()).isEqualTo("TABCDE-1");
    assertThat(fill.liquidity()).isEqualTo(Liquidity.MAKER);
    assertThat(venue.requests("QueryOrders")).isEmpty();
  }

  @Test
  void asksWhoseOrderAFillBelongsToWhenItDoesNotKnow() {
    venue.on(
        "QueryOrders",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"OABCDE-12345-678\":{\"cl_ord_id\":\"%s\"}}}"
                .formatted(ID)));
    receive(FILL);
    stream.answer();

    assertThat(listener.fills.getFirst().clientOrderId()).isEqualTo(ID);
  }

  @Test
  void letsAFillOfAKnownOrderNotWaitForTheNamesOfAnother() {
    String other =
        FILL.replace("OABCDE-12345-678", "OOTHER-12345-678").replace("TABCDE-1", "TOTHER-1");
    receive(OPEN);
    receive(other);
    receive(FILL.replace("\"sequence\":1", "\"sequence\":2"));

    assertThat(listener.fills).extracting(VenueFill::venueTradeId).containsExactly("TABCDE-1");
    assertThat(venue.requests("QueryOrders")).isEmpty();
    venue.on("QueryOrders", StubVenue.json("{\"error\":[],\"result\":{}}"));
    stream.answer();
    assertThat(listener.fills)
        .extracting(VenueFill::venueTradeId)
        .containsExactly("TABCDE-1", "TOTHER-1");
  }

  @Test
  void asksForAPairThatIsNotListedOnceAlone() {
    venue.on("QueryOrders", StubVenue.json("{\"error\":[],\"result\":{}}"));
    receive(FILL.replace("XBT/USD", "NEW/USD"));
    stream.answer();
    int asked = venue.requests("AssetPairs").size();
    receive(FILL.replace("XBT/USD", "NEW/USD").replace("\"sequence\":1", "\"sequence\":2"));
    stream.answer();

    assertThat(listener.fills).isEmpty();
    assertThat(venue.requests("AssetPairs")).hasSize(asked);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void startsAnewAfterAHoleInTheNumbering() {
    receive(OPEN);
    receive(PART.formatted(3));

    assertThat(stream.restarts).hasSize(1);
    assertThat(listener.orders).hasSize(1);
  }

  private static final String CONFIRMED =
      "{\"event\":\"subscriptionStatus\",\"status\":\"subscribed\",\"channelName\":\"%s\"}";
  private static final String NO_ORDERS = "{\"error\":[],\"result\":{\"open\":{}}}";
  private static final String REST_FILLS =
      """
      {"error":[],"result":{"count":2,"trades":{
       "TABCDE-1":{"ordertxid":"OABCDE-12345-678","pair":"XXBTZUSD","time":1772366401.123456,
        "type":"buy","ordertype":"limit","price":"30000.0","cost":"3000","fee":"4.80","vol":"0.1"},
       "TABCDE-2":{"ordertxid":"OABCDE-12345-678","pair":"XXBTZUSD","time":1772366402.5,
        "type":"buy","ordertype":"limit","price":"30000.0","cost":"4500","fee":"7.20","vol":"0.15"}}}}
      """;

  private void goLive() {
    open();
    receive(CONFIRMED.formatted("openOrders"));
    receive(CONFIRMED.formatted("ownTrades"));
  }

  private void reconnect() {
    protocol.lost("connection closed");
    goLive();
  }

  @Test
  void tellsARepeatedFillOnce() {
    goLive();
    receive(OPEN);
    receive(FILL);
    receive(FILL.replace("\"sequence\":1", "\"sequence\":2"));

    assertThat(listener.fills).hasSize(1);
    assertThat(protocol.watch().status(stream.state()).duplicates()).isEqualTo(1);
  }

  @Test
  void tellsWhatWasMissedOnceItIsRevived() {
    venue.on("TradesHistory", StubVenue.json(REST_FILLS));
    goLive();
    receive(OPEN);
    receive(FILL);
    reconnect();
    stream.answer();

    assertThat(listener.fills)
        .extracting(VenueFill::venueTradeId)
        .containsExactly("TABCDE-1", "TABCDE-2");
    assertThat(protocol.watch().status(stream.state()).revivals()).isEqualTo(1);
  }

  @Test
  void tellsHowAnOrderEndedThatIsOpenNoMore() {
    venue.on("TradesHistory", StubVenue.json(REST_FILLS));
    venue.on(
        "QueryOrders",
        StubVenue.json(
            """
            {"error":[],"result":{"OABCDE-12345-678":{"cl_ord_id":"%s","status":"closed",
             "opentm":1772366400.5,"closetm":1772366402.5,
             "descr":{"pair":"XBTUSD","type":"buy","ordertype":"limit","price":"30000.1"},
             "vol":"0.25","vol_exec":"0.25","cost":"7500","price":"30000.0"}}}
            """
                .formatted(ID)));
    goLive();
    receive(OPEN);
    reconnect();
    receive("[[],\"openOrders\",{\"sequence\":1}]");
    stream.answer();

    assertThat(listener.orders)
        .extracting(VenueOrderState::status)
        .containsExactly(OrderStatus.ACCEPTED, OrderStatus.FILLED);
  }

  @Test
  void makesANewConnectionWhenItIsSilentThoughTheVenueHasNews() {
    venue.on("OpenOrders", StubVenue.json(NO_ORDERS));
    venue.on("TradesHistory", StubVenue.json(REST_FILLS));
    goLive();
    receive(OPEN);
    receive(FILL);
    stream.pass(Duration.ofSeconds(61));
    protocol.tick(stream);
    stream.answer();
    assertThat(stream.restarts).isEmpty();
    stream.pass(Duration.ofSeconds(6));
    protocol.tick(stream);

    assertThat(stream.restarts).hasSize(1);
    assertThat(listener.fills)
        .extracting(VenueFill::venueTradeId)
        .containsExactly("TABCDE-1", "TABCDE-2");
    assertThat(protocol.watch().status(stream.state()).stalls()).isEqualTo(1);
  }

  @Test
  void leavesAQuietAccountAloneForEverLonger() {
    venue.on("OpenOrders", StubVenue.json(NO_ORDERS));
    venue.on(
        "TradesHistory", StubVenue.json("{\"error\":[],\"result\":{\"count\":0,\"trades\":{}}}"));
    goLive();
    int questions = 0;
    for (int second = 0; second < 1_000; second++) {
      stream.pass(Duration.ofSeconds(1));
      protocol.tick(stream);
      questions += stream.answer();
    }

    assertThat(stream.restarts).isEmpty();
    assertThat(questions).isBetween(3, 5);
  }

  @Test
  void asksAgainForAChannelThatIsNotConfirmedAndThenMakesANewConnection() {
    open();
    receive(CONFIRMED.formatted("openOrders"));
    stream.pass(Duration.ofSeconds(11));
    protocol.tick(stream);
    stream.answer();
    assertThat(stream.sent).hasSize(3);
    assertThat(stream.sent.getLast()).contains("ownTrades");
    stream.pass(Duration.ofSeconds(11));
    protocol.tick(stream);

    assertThat(stream.restarts).containsExactly("[ownTrades] not confirmed within PT10S");
  }

  @Test
  void makesANewConnectionWhenNoTokenIsToBeHad() {
    venue.on("GetWebSocketsToken", StubVenue.error("EService:Unavailable"));
    protocol.opened(stream);
    stream.answer();

    assertThat(stream.restarts)
        .singleElement()
        .asString()
        .startsWith("no token for the account's stream")
        .contains("EService:Unavailable");
  }
}
