package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.ChannelState;
import io.tidemark.exchange.ChannelStatus;
import io.tidemark.exchange.CollectingListener;
import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.MarketRequest;
import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.StreamHealthSettings;
import io.tidemark.exchange.StreamState;
import io.tidemark.exchange.stream.LoopbackStream;
import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway on a venue whose connection lives while its channels fall silent. */
class KrakenSilentStreamTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final Duration SILENCE = Duration.ofMillis(200);
  private static final String SNAPSHOT =
      "[7,{\"as\":[[\"101.0\",\"1.0\",\"1534614248.5\"]],\"bs\":[[\"100.0\",\"2.0\",\"1534614249.25\"]]},\"book-25\",\"XBT/USD\"]";
  private static final String SAME_BOOK =
      "{\"error\":[],\"result\":{\"XXBTZUSD\":{\"asks\":[[\"101.0\",\"1.0\",1534614248]],\"bids\":[[\"100.0\",\"2.0\",1534614249]]}}}";
  private static final String NEWER_BOOK = SAME_BOOK.replace("101.0", "100.5");

  private final StubVenue venue = new StubVenue();
  private final LoopbackStream stream = new LoopbackStream();
  private final CollectingListener listener = new CollectingListener();
  private final KrakenGateway gateway =
      StubVenue.gateway(
          venue.settings().at(venue.settings().restUrl(), stream.address()).with(impatient()));
  private final MarketSubscription subscription = subscribe();

  private static StreamHealthSettings impatient() {
    return new StreamHealthSettings(
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofMillis(500),
        Map.of(
            MarketChannel.BOOK, SILENCE,
            MarketChannel.TICKER, SILENCE,
            MarketChannel.TRADES, SILENCE,
            MarketChannel.CANDLES, SILENCE),
        Duration.ofSeconds(30),
        Duration.ofMillis(100),
        Duration.ofMillis(20),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10));
  }

  private MarketSubscription subscribe() {
    return gateway.subscribeMarket(
        new MarketRequest(List.of(BTC_USD), Set.of(MarketChannel.BOOK), 25), listener);
  }

  @BeforeEach
  void connect() {
    await().until(() -> asked("subscribe") == 1);
    confirm();
    stream.say(SNAPSHOT);
    await().until(() -> listener.books.size() == 1);
  }

  @AfterEach
  void close() {
    gateway.close();
    stream.close();
    venue.close();
  }

  private long asked(String event) {
    return stream.received.stream()
        .map(KrakenMessages::parse)
        .map(message -> message.path("event").asText())
        .filter(event::equals)
        .count();
  }

  private void confirm() {
    JsonNode request = KrakenMessages.parse(stream.received.getLast());
    stream.say(
        "{\"event\":\"subscriptionStatus\",\"status\":\"subscribed\",\"pair\":\"XBT/USD\",\"reqid\":%d,\"subscription\":{\"name\":\"book\"}}"
            .formatted(request.path("reqid").asInt()));
  }

  private ChannelStatus status() {
    return subscription.channels().getFirst();
  }

  @Test
  void isIdleWhileTheVenueHasNothingNewer() {
    venue.on("Depth", StubVenue.json(SAME_BOOK));

    await().until(() -> status().state() == ChannelState.IDLE);
    assertThat(asked("unsubscribe")).isZero();
    assertThat(stream.connections).hasSize(1);
    assertThat(subscription.orderBook(BTC_USD)).isPresent();
  }

  @Test
  void subscribesAnewAndGoesOnWhenTheVenueHasNewer() {
    venue.on("Depth", StubVenue.json(NEWER_BOOK));
    await().until(() -> asked("unsubscribe") == 1 && asked("subscribe") == 2);
    confirm();
    stream.say(SNAPSHOT.replace("101.0", "100.5"));

    await().until(() -> status().state() == ChannelState.LIVE);
    assertThat(status().stalls()).isEqualTo(1);
    assertThat(listener.states())
        .containsSubsequence(StreamState.LIVE, StreamState.STALLED, StreamState.LIVE);
    assertThat(stream.connections).hasSize(1);
  }

  @Test
  void makesANewConnectionWhenThatDoesNotHelp() {
    venue.on("Depth", StubVenue.json(NEWER_BOOK));
    await().until(() -> asked("subscribe") == 2);
    confirm();

    await().until(() -> stream.connections.size() == 2 && asked("subscribe") == 3);
    assertThat(listener.states()).contains(StreamState.DISCONNECTED);
  }

  @Test
  void isNotHeldUpByAVenueThatDoesNotAnswerTheQuestion() {
    venue.on("Depth", venue.silence());
    await().until(() -> !venue.requests("Depth").isEmpty());
    stream.say("[7,{\"a\":[[\"101.0\",\"3.0\",\"1534614250.5\"]]},\"book-25\",\"XBT/USD\"]");

    await().until(() -> listener.books.size() == 2);
    assertThat(stream.connections).hasSize(1);
  }
}
