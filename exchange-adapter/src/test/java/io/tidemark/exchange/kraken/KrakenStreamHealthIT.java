package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.CollectingListener;
import io.tidemark.exchange.GatewayContext;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.VenueCandle;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.MarketTrade;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every channel of Kraken's stream on the simulator, while its market runs and while it rests. */
class KrakenStreamHealthIT {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final SimulatedVenue venue = new SimulatedVenue();
  private final CollectingListener listener = new CollectingListener();
  private final KrakenGateway gateway =
      new KrakenGateway(
          venue.settings().with(impatient()),
          new GatewayContext(InstantSource.system(), new Random(7), SimulatedVenue.LEASE_START));

  private static StreamHealthSettings impatient() {
    StreamHealthSettings usual = StreamHealthSettings.defaults();
    return new StreamHealthSettings(
        usual.connectionSilence(),
        usual.pingTimeout(),
        usual.confirmTimeout(),
        Map.of(
            MarketChannel.BOOK, SILENCE,
            MarketChannel.TICKER, SILENCE,
            MarketChannel.TRADES, SILENCE,
            MarketChannel.CANDLES, SILENCE),
        usual.accountSilence(),
        Duration.ofSeconds(2),
        Duration.ofMillis(50),
        usual.longestPause(),
        usual.futureTolerance());
  }

  @AfterEach
  void close() {
    gateway.close();
    venue.close();
  }

  private MarketSubscription subscribe() {
    return gateway.subscribeMarket(
        new MarketRequest(List.of(BTC_USD), Set.of(MarketChannel.values()), 1000), listener);
  }

  private void rest() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(venue.rest().resolve("/sim/v1/clock"))
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString("{\"running\":false}"))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void streamsEveryChannelWithoutAFault() {
    MarketSubscription stream = subscribe();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                listener.candles.stream().anyMatch(VenueCandle::closed)
                    && listener.trades.size() >= 5
                    && !listener.tickers.isEmpty()
                    && listener.books.size() >= 5);

    assertThat(stream.state()).isEqualTo(StreamState.LIVE);
    assertThat(stream.channels())
        .hasSize(4)
        .allSatisfy(
            status -> {
              assertThat(status.lastHeard()).isNotNull();
              assertThat(status.messages()).isPositive();
              assertThat(status.duplicates() + status.resyncs() + status.invalid()).isZero();
            });
    assertThat(listener.trades).extracting(MarketTrade::tradeId).doesNotHaveDuplicates();
    assertThat(stream.orderBook(BTC_USD).orElseThrow().bids()).hasSizeGreaterThan(20);
    assertThat(listener.books.getLast().bids()).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void isIdleAndKeepsItsConnectionWhileTheMarketRests() throws IOException, InterruptedException {
    MarketSubscription stream = subscribe();
    await().atMost(PATIENCE).until(() -> listener.trades.size() >= 2);
    rest();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(stream.channels())
                    .extracting(ChannelStatus::state)
                    .containsOnly(ChannelState.IDLE));
    assertThat(stream.channels()).allMatch(status -> status.stalls() == 0);
    assertThat(listener.states()).doesNotContain(StreamState.DISCONNECTED, StreamState.STALLED);
  }
}
