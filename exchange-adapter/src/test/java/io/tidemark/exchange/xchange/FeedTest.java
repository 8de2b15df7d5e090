package io.tidemark.exchange.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.CollectingListener;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.event.MarketTrade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams over a module, polls where there is none, and what becomes of both when they fail. */
class FeedTest {

  private static final String MATCH =
      """
      {"type":"match","trade_id":%d,"sequence":50,"maker_order_id":"m","taker_order_id":"t",
       "time":"%s","product_id":"BTC-USD","size":"0.5","price":"105.75","side":"sell"}
      """;
  private static final Duration LONG = Duration.ofMinutes(5);

  private final VenueStub stub = new VenueStub();
  private final LoopbackFeed feed = new LoopbackFeed();
  private final CollectingListener listener = new CollectingListener();
  private final Instant start = Instant.now();
  private volatile Duration ahead = Duration.ZERO;

  @AfterEach
  void close() {
    feed.close();
    stub.close();
  }

  private XChangeGateway gateway(String exchange, Duration silence) {
    VenueAnswers.all()
        .filter(venue -> venue.exchange().equals(exchange))
        .forEach(venue -> venue.prepare(stub));
    ExchangeSettings settings = stub.settings(exchange);
    GatewayContext context =
        new GatewayContext(() -> Instant.now().plus(ahead), new Random(1), start);
    ExchangeSettings addressed =
        exchange.equals("coinbasepro") ? settings.at(stub.address(), feed.address()) : settings;
    return new XChangeGateway(
        addressed.with(
            addressed
                .streamHealth()
                .with(
                    Map.of(
                        "trades_silence", silence,
                        "question_pause", Duration.ofMillis(100),
                        "arrival_grace", Duration.ofMillis(100)))),
        context);
  }

  private static MarketRequest request(String exchange, String symbol, MarketChannel... channels) {
    return new MarketRequest(List.of(InstrumentId.of(exchange, symbol)), Set.of(channels), 10);
  }

  private String match(int id) {
    return MATCH.formatted(id, start.plusSeconds(id).toString());
  }

  private MarketSubscription streamTrades(XChangeGateway gateway) {
    MarketSubscription stream =
        gateway.subscribeMarket(request("coinbasepro", "BTC/USD", MarketChannel.TRADES), listener);
    await().until(() -> stream.state() == StreamState.LIVE && !feed.received().isEmpty());
    return stream;
  }

  private List<StreamState> states() {
    return listener.changes.stream().map(StreamChange::state).toList();
  }

  @Test
  void tellsStreamedTradesOnce() {
    try (XChangeGateway gateway = gateway("coinbasepro", LONG);
        MarketSubscription stream = streamTrades(gateway)) {
      feed.say(match(1));
      feed.say(match(2));
      feed.say(match(2));
      await().until(() -> stream.channels().getFirst().duplicates() == 1);

      assertThat(listener.trades).extracting(MarketTrade::tradeId).containsExactly("1", "2");
      assertThat(listener.trades.getFirst().price()).isEqualTo(Price.of("105.75"));
      ChannelStatus status = stream.channels().getFirst();
      assertThat(status.state()).isEqualTo(ChannelState.LIVE);
      assertThat(status.messages()).isEqualTo(3);
    }
  }

  @Test
  void makesANewConnectionAfterALoss() {
    try (XChangeGateway gateway = gateway("coinbasepro", LONG);
        MarketSubscription stream = streamTrades(gateway)) {
      feed.hangUp();
      await().until(() -> feed.connections() == 2 && stream.state() == StreamState.LIVE);
      feed.say(match(3));
      await().until(() -> !listener.trades.isEmpty());

      assertThat(states()).contains(StreamState.DISCONNECTED);
    }
    assertThat(states()).last().isEqualTo(StreamState.CLOSED);
  }

  @Test
  void quarantinesWhatCannotBeTrueAndGoesOn() {
    try (XChangeGateway gateway = gateway("coinbasepro", LONG);
        MarketSubscription _ = streamTrades(gateway)) {
      feed.say(match(1).replace("105.75", "-1"));
      feed.say(match(2));
      await().until(() -> listener.trades.size() == 1);

      assertThat(listener.invalid).hasSize(1);
      assertThat(states()).doesNotContain(StreamState.DISCONNECTED);
    }
  }

  @Test
  void rebuildsAStreamThatIsSilentWhileTheVenueHasNews() {
    try (XChangeGateway gateway = gateway("coinbasepro", Duration.ofMillis(500))) {
      stub.on(
          "/products/BTC-USD/trades",
          """
          [{"time":"%s","trade_id":9,"price":"105.75","size":"0.5","side":"sell"}]
          """
              .formatted(start.plusSeconds(600)));
      try (MarketSubscription stream = streamTrades(gateway)) {
        await().until(() -> feed.connections() >= 2);

        assertThat(stream.channels().getFirst().stalls()).isPositive();
        assertThat(listener.changes)
            .anySatisfy(change -> assertThat(change.detail()).contains("stalled"));
      }
    }
  }

  @Test
  void givesWhatTheVenueHasNewerTimeToArrive() {
    try (XChangeGateway gateway = gateway("coinbasepro", Duration.ofMillis(300))) {
      stub.on(
          "/products/BTC-USD/trades",
          """
          [{"time":"%s","trade_id":9,"price":"105.75","size":"0.5","side":"sell"}]
          """
              .formatted(start.plusSeconds(9)));
      try (MarketSubscription stream = streamTrades(gateway)) {
        await().until(() -> !stub.requests("/products/BTC-USD/trades").isEmpty());
        feed.say(match(9));
        await().until(() -> stub.requests("/products/BTC-USD/trades").size() >= 2);
        await().until(() -> stream.channels().getFirst().state() == ChannelState.IDLE);

        assertThat(feed.connections()).isEqualTo(1);
        assertThat(stream.channels().getFirst().stalls()).isZero();
      }
    }
  }

  @Test
  void leavesAQuietMarketAlone() {
    try (XChangeGateway gateway = gateway("coinbasepro", Duration.ofMillis(300))) {
      stub.on("/products/BTC-USD/trades", "[]");
      try (MarketSubscription stream = streamTrades(gateway)) {
        await().until(() -> stream.channels().getFirst().state() == ChannelState.IDLE);

        assertThat(feed.connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void letsNoTimePassOnASilentConnectionThatNobodyCouldBeAskedAbout() {
    try (XChangeGateway gateway = gateway("coinbasepro", LONG)) {
      stub.fails("/products/BTC-USD/trades", 500, "{}");
      try (MarketSubscription stream = streamTrades(gateway)) {
        feed.say(match(0));
        await().until(() -> listener.trades.size() == 1);
        ahead = Duration.ofHours(1);
        await().until(() -> stream.channels().getFirst().state() == ChannelState.IDLE);

        assertThat(stream.heardAt().orElseThrow()).isBefore(start.plusSeconds(600));
      }
      assertThat(listener.times).isNotEmpty().allMatch(start.plusSeconds(600)::isAfter);
    }
  }

  @Test
  void goesOnPollingWhenAnAnswerBreaksItsReader() {
    try (XChangeGateway gateway = gateway("okex", LONG)) {
      stub.on(
          "/api/v5/market/trades", trades(1).replace("\"0.5\"", "\"1e999999999\""), trades(1, 2));
      try (MarketSubscription stream =
          gateway.subscribeMarket(request("okex", "BTC/USDT", MarketChannel.TRADES), listener)) {
        await().until(() -> listener.trades.size() == 2);

        assertThat(states()).contains(StreamState.DISCONNECTED);
        await().until(() -> stream.state() == StreamState.LIVE && stream.heardAt().isPresent());
      }
    }
  }

  @Test
  void pollsWhereThereIsNoStreamingModule() {
    try (XChangeGateway gateway = gateway("okex", LONG)) {
      stub.on("/api/v5/market/trades", trades(1, 2), trades(1, 2, 3));
      try (MarketSubscription stream =
          gateway.subscribeMarket(
              request(
                  "okex",
                  "BTC/USDT",
                  MarketChannel.TRADES,
                  MarketChannel.TICKER,
                  MarketChannel.BOOK),
              listener)) {
        await().until(() -> listener.trades.size() == 3 && !listener.books.isEmpty());

        assertThat(listener.trades).extracting(MarketTrade::tradeId).containsExactly("1", "2", "3");
        assertThat(listener.tickers).hasSize(1);
        assertThat(stream.state()).isEqualTo(StreamState.LIVE);
        assertThat(stream.orderBook(InstrumentId.of("okex", "BTC/USDT"))).isPresent();
      }
    }
  }

  @Test
  void tellsThatAPollMissedTrades() {
    try (XChangeGateway gateway = gateway("okex", LONG)) {
      stub.on("/api/v5/market/trades", trades(1, 2), trades(7, 8));
      try (MarketSubscription _ =
          gateway.subscribeMarket(request("okex", "BTC/USDT", MarketChannel.TRADES), listener)) {
        await()
            .untilAsserted(
                () ->
                    assertThat(listener.changes)
                        .anySatisfy(
                            change -> {
                              assertThat(change.state()).isEqualTo(StreamState.DISCONNECTED);
                              assertThat(change.detail()).contains("were not seen");
                            }));
      }
    }
  }

  private String trades(int... ids) {
    StringBuilder rows = new StringBuilder();
    for (int id : ids) {
      rows.append(rows.isEmpty() ? "" : ",")
          .append(
              "{\"instId\":\"BTC-USDT\",\"tradeId\":\"%d\",\"px\":\"105.75\",\"sz\":\"0.5\",\"side\":\"buy\",\"ts\":\"%d\"}"
                  .formatted(id, start.plusSeconds(id).toEpochMilli()));
    }
    return "{\"code\":\"0\",\"msg\":\"\",\"data\":[" + rows + "]}";
  }

  @Test
  void refusesAChannelThatTheVenueLacks() {
    try (XChangeGateway gateway = gateway("okex", LONG)) {
      assertThatThrownBy(
              () ->
                  gateway.subscribeMarket(
                      request("okex", "BTC/USDT", MarketChannel.CANDLES), listener))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("CANDLES");
    }
  }
}
