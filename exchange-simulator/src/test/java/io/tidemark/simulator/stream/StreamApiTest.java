package io.tidemark.simulator.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Side;
import io.tidemark.simulator.Shared;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.faults.FaultBoard;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.TokenSource;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.tape.BookChecksum;
import io.tidemark.simulator.tape.BookChecksum.Level;
import io.tidemark.simulator.venue.Venue;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StreamApiTest {

  private final Venue venue = TestVenues.open();
  private final Tokens tokens = new Tokens();
  private final StreamApi streams =
      new StreamApi(venue, tokens, new StreamFaults(new FaultBoard(InstantSource.system())));
  private final Recorder recorder = new Recorder();

  StreamApiTest() {
    venue.listen(streams);
  }

  @Test
  void aConnectionStartsWithTheSystemStatusAndAnswersPings() {
    streams.opened(recorder, false);
    streams.received(recorder, "{\"event\":\"ping\",\"reqid\":42}");

    assertThat(recorder.last(2).path("status").asString()).isEqualTo("online");
    assertThat(recorder.last(1)).isEqualTo(json("{\"event\":\"pong\",\"reqid\":42}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 25, 100})
  void aBookKeptFromSnapshotAndUpdatesHasTheChecksumsToldAndMatchesTheVenue(int depth) {
    streams.opened(recorder, false);
    subscribe("\"name\":\"book\",\"depth\":" + depth);
    KeptBook book = new KeptBook(depth);
    int seen = 2;
    int checked = 0;
    for (int i = 0; i < 600; i++) {
      if (i % 20 == 5) {
        venue.place("alice", TestVenues.market(i % 40 == 5 ? Side.BUY : Side.SELL, "1"), false);
      }
      if (i % 50 == 7) {
        venue.place("bob", TestVenues.limit(Side.BUY, "0.1", "790.5"), false);
      }
      TestVenues.play(venue, 1);
      for (; seen < recorder.messages.size(); seen++) {
        checked += book.apply(json(recorder.messages.get(seen))) ? 1 : 0;
      }
      assertThat(book.asks.firstEntry().getValue().volume())
          .isEqualTo(
              Pair.amountText(
                  venue.markets().getFirst().book().asks().getFirst().quantity().value()));
    }
    assertThat(checked).isGreaterThan(300);
  }

  @Test
  void publicMessagesAreShapedAsRecorded() {
    streams.opened(recorder, false);
    subscribe("\"name\":\"ticker\"");
    assertSameTypes(golden("ticker.json"), recorder.last(1));
    subscribe("\"name\":\"trade\"");
    assertSameTypes(golden("trades.json"), recorder.last(1));
    subscribe("\"name\":\"book\",\"depth\":25");
    assertSameTypes(golden("orderBookMessageSnapshot.json"), recorder.last(1));
    assertSameTypes(golden("subscriptionConfirmation.json"), recorder.last(2));
  }

  @Test
  void aBarGrowsWithEachTradeOfItsInterval() {
    streams.opened(recorder, false);
    subscribe("\"name\":\"ohlc\",\"interval\":5");
    assertThat(recorder.last(1).path(2).asString()).isEqualTo("ohlc-5");
    int before = recorder.last(1).path(1).path(8).asInt();

    TestVenues.play(venue, 1);

    assertThat(recorder.last(1).path(1).path(8).asInt()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "XBT/FOO | \"name\":\"ticker\" | Currency pair not supported XBT/FOO",
        "XBT/USD | \"name\":\"book\",\"depth\":11 | Subscription depth not supported",
        "XBT/USD | \"name\":\"ohlc\",\"interval\":2 | Subscription ohlc interval not supported",
        "XBT/USD | \"name\":\"gossip\" | Subscription name invalid",
        "XBT/USD | \"name\":\"ownTrades\",\"token\":\"x\" | Private data and trading are unavailable on this endpoint. Use /ws-auth"
      })
  void aSubscriptionThatCannotBeIsAnsweredWithItsError(
      String pair, String subscription, String message) {
    streams.opened(recorder, false);
    streams.received(
        recorder,
        "{\"event\":\"subscribe\",\"reqid\":3,\"pair\":[\"%s\"],\"subscription\":{%s}}"
            .formatted(pair.strip(), subscription.strip()));

    assertThat(recorder.last(1).path("status").asString()).isEqualTo("error");
    assertThat(recorder.last(1).path("errorMessage").asString()).isEqualTo(message.strip());
    assertThat(recorder.last(1).path("reqid").asInt()).isEqualTo(3);
  }

  @Test
  void anAccountHearsOfItsOwnOrdersAndTradesOnlyInSequence() {
    streams.opened(recorder, true);
    String token = tokens(TestVenues.ALICE.key());
    subscribePrivate("openOrders", token);
    subscribePrivate("ownTrades", token);
    int before = recorder.messages.size();

    venue.place("bob", TestVenues.market(Side.BUY, "1"), false);
    assertThat(recorder.messages).hasSize(before);
    var order = venue.place("alice", TestVenues.limit(Side.BUY, "1", "900", "my-id"), false);

    List<JsonNode> heard =
        recorder.messages.stream().skip(before).map(StreamApiTest::json).toList();
    List<JsonNode> orders =
        heard.stream().filter(m -> m.path(1).asString().equals("openOrders")).toList();
    assertThat(orders)
        .extracting(m -> m.at("/0/0/" + order.id() + "/status").asString())
        .startsWith("pending", "open")
        .endsWith("closed");
    assertThat(orders).extracting(m -> m.at("/2/sequence").asInt()).startsWith(2, 3).isSorted();
    JsonNode trade = heard.getLast().path(0).path(0).iterator().next();
    assertThat(trade.path("ordertxid").asString()).isEqualTo(order.id());
    assertThat(trade.path("cl_ord_id").asString()).isEqualTo("my-id");
  }

  @Test
  void aWrongTokenOpensNothing() {
    streams.opened(recorder, true);
    subscribePrivate("openOrders", "stolen");

    assertThat(recorder.last(1).path("errorMessage").asString())
        .isEqualTo("ESession:Invalid session");
    assertThat(recorder.messages.getLast()).doesNotContain("stolen");
  }

  @Test
  void whoHeardNothingGetsAHeartbeat() {
    streams.opened(recorder, false);
    subscribe("\"name\":\"trade\"");
    streams.heartbeat();
    int before = recorder.messages.size();

    streams.heartbeat();

    assertThat(recorder.messages.subList(before, recorder.messages.size()))
        .containsExactly("{\"event\":\"heartbeat\"}");
  }

  private String tokens(String account) {
    return TokenSource.issue(tokens, account);
  }

  private void subscribe(String subscription) {
    streams.received(
        recorder,
        "{\"event\":\"subscribe\",\"reqid\":1,\"pair\":[\"XBT/USD\"],\"subscription\":{%s}}"
            .formatted(subscription));
  }

  private void subscribePrivate(String name, String token) {
    streams.received(
        recorder,
        "{\"event\":\"subscribe\",\"reqid\":2,\"subscription\":{\"name\":\"%s\",\"token\":\"%s\"}}"
            .formatted(name, token));
  }

  private static JsonNode golden(String name) {
    return KrakenJson.mapper().readTree(Shared.data("kraken-payloads/xchange-ws/" + name));
  }

  private static void assertSameTypes(JsonNode golden, JsonNode seen) {
    assertThat(seen.getNodeType())
        .as("%s against %s", seen, golden)
        .isEqualTo(golden.getNodeType());
    if (golden.isObject()) {
      golden.properties().forEach(e -> assertSameTypes(e.getValue(), seen.path(e.getKey())));
    } else if (golden.isArray()) {
      for (int i = 0; i < Math.min(golden.size(), seen.size()); i++) {
        assertSameTypes(golden.path(i), seen.path(i));
      }
    }
  }

  private static JsonNode json(String text) {
    return KrakenJson.mapper().readTree(text);
  }

  private static final class Recorder implements Session {
    private final List<String> messages = new ArrayList<>();

    @Override
    public void send(String text) {
      messages.add(text);
    }

    @Override
    public void disconnect() {
      throw new AssertionError("nobody asked for that");
    }

    @Override
    public boolean isLagging() {
      return false;
    }

    JsonNode last(int fromEnd) {
      return json(messages.get(messages.size() - fromEnd));
    }
  }

  /** A client's book: keeps so many levels and no more, after every single change. */
  private static final class KeptBook {
    private final int depth;
    private final TreeMap<BigDecimal, Level> asks = new TreeMap<>();
    private final TreeMap<BigDecimal, Level> bids = new TreeMap<>(Comparator.reverseOrder());

    KeptBook(int depth) {
      this.depth = depth;
    }

    boolean apply(JsonNode message) {
      boolean checked = false;
      for (int i = 1; i < message.size() - 2; i++) {
        JsonNode change = message.path(i);
        for (String name : List.of("as", "a")) {
          change.path(name).forEach(row -> put(asks, row));
        }
        for (String name : List.of("bs", "b")) {
          change.path(name).forEach(row -> put(bids, row));
        }
        if (change.has("c")) {
          checked = true;
          assertThat(
                  Long.toString(
                      BookChecksum.of(List.copyOf(asks.values()), List.copyOf(bids.values()))))
              .isEqualTo(change.path("c").asString());
        }
      }
      return checked;
    }

    private void put(TreeMap<BigDecimal, Level> side, JsonNode row) {
      Level level = new Level(row.path(0).asString(), row.path(1).asString());
      if (new BigDecimal(level.volume()).signum() == 0) {
        side.remove(new BigDecimal(level.price()));
      } else {
        side.put(new BigDecimal(level.price()), level);
      }
      while (side.size() > depth) {
        side.pollLastEntry();
      }
    }
  }
}
