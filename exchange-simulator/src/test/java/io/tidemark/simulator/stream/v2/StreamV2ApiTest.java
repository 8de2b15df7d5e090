package io.tidemark.simulator.stream.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.Side;
import io.tidemark.simulator.Shared;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.faults.FaultBoard;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.venue.Venue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StreamV2ApiTest {

  private final Venue venue = TestVenues.open();
  private final Market market = venue.markets().getFirst();
  private final V2Client client =
      new V2Client(venue, new StreamFaults(new FaultBoard(InstantSource.system())));

  @Test
  void aConnectionStartsWithTheStatusAndAnswersPings() {
    assertThat(client.last(1).path("channel").asString()).isEqualTo("status");
    assertThat(client.last(1).at("/data/0/api_version").asString()).isEqualTo("v2");
    assertThat(client.last(1).at("/data/0/system").asString()).isEqualTo("online");

    client.ask("{\"method\":\"ping\",\"req_id\":42}");
    assertShape("ws_pong.json", client.last(1));
    assertThat(client.last(1).path("req_id").asInt()).isEqualTo(42);

    client.ask("{\"method\":\"ping\"}");
    assertThat(client.last(1).has("req_id")).isFalse();
  }

  @Test
  void messagesAreShapedAsRecorded() {
    client.subscribe("ticker", "");
    assertShape("ws_ticker_snapshot.json", client.last(1));
    assertShape("ws_subscribe_response.json", client.last(2));
    client.subscribe("trade", "");
    client.subscribe("book", "");
    assertShape("ws_book_snapshot.json", client.last(1));
    client.subscribe("ohlc", "");
    TestVenues.play(venue, 2);
    assertThat(client.told("trade")).isNotEmpty();
    assertShape("ws_trade_update.json", latest("trade"));
    assertShape("ws_ohlc_update.json", latest("ohlc"));
    assertShape("ws_book_update.json", latest("book"));
  }

  private JsonNode latest(String channel) {
    return client.heard().stream()
        .filter(message -> message.path("channel").asString("").equals(channel))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static void assertShape(String recorded, JsonNode seen) {
    JsonNode golden = KeptBook.exact(readable("kraken-payloads/nautilus-ws-v2/" + recorded));
    compare(recorded, golden, seen);
  }

  private static String readable(String path) {
    try {
      return Files.readString(Shared.data(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever is recorded must be there, of the same kind; there may be more. */
  private static void compare(String at, JsonNode golden, JsonNode seen) {
    assertThat(seen.getNodeType()).as(at).isEqualTo(golden.getNodeType());
    for (String name : golden.propertyNames()) {
      compare(at + "/" + name, golden.path(name), seen.path(name));
    }
    if (golden.isArray() && !golden.isEmpty() && !seen.isEmpty()) {
      compare(at + "/0", golden.path(0), seen.path(0));
    }
    if (golden.isString() && golden.asString().endsWith("Z")) {
      assertThat(seen.asString()).as(at).hasSameSizeAs(golden.asString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 25, 100})
  void aBookKeptFromSnapshotAndUpdatesMatchesTheVenue(int depth) {
    client.subscribe("book", ",\"depth\":" + depth);
    KeptBook book = new KeptBook(depth);
    int seen = 2;
    for (int i = 0; i < 400; i++) {
      if (i % 20 == 5) {
        venue.place("alice", TestVenues.market(i % 40 == 5 ? Side.BUY : Side.SELL, "1"), false);
      }
      if (i % 50 == 7) {
        venue.place("bob", TestVenues.limit(Side.BUY, "0.1", "790.5"), false);
      }
      TestVenues.play(venue, 1);
      for (; seen < client.heard().size(); seen++) {
        book.apply(client.heard().get(seen).at("/data/0"));
      }
      assertThat(book.asks().getFirst().get(1))
          .isEqualByComparingTo(market.book().asks().getFirst().quantity().value());
    }
    assertThat(client.told("book").size()).isGreaterThan(200);
  }

  @Test
  void theTickerTellsTheLastDay() {
    TestVenues.play(venue, 100);
    client.subscribe("ticker", "");
    JsonNode ticker = client.last(1).at("/data/0");
    BigDecimal last = market.lastPrice().value();
    assertThat(ticker.path("last").decimalValue()).isEqualByComparingTo(last);
    assertThat(ticker.path("change").decimalValue())
        .isEqualByComparingTo(last.subtract(market.day().open()));
    assertThat(ticker.path("bid").decimalValue())
        .isEqualByComparingTo(market.book().bids().getFirst().price().value());
    assertThat(ticker.path("symbol").asString()).isEqualTo("BTC/USD");
  }

  @Test
  void aTickerOfQuotesIsToldOnlyWhenTheBestChanges() {
    client.subscribe("ticker", ",\"event_trigger\":\"bbo\"");
    int before = client.heard().size();
    venue.place("alice", TestVenues.limit(Side.BUY, "0.1", "700"), false);
    assertThat(client.heard()).hasSize(before);

    venue.place("alice", TestVenues.market(Side.BUY, "0.1"), false);

    assertThat(client.heard()).hasSize(before + 1);
    assertThat(client.last(1).at("/data/0/ask_qty").decimalValue())
        .isEqualByComparingTo(market.book().asks().getFirst().quantity().value());
  }

  @Test
  void tradesComeWithASnapshotOnlyIfItIsAskedFor() {
    TestVenues.play(venue, 70);
    client.subscribe("trade", "");
    assertThat(client.last(1).at("/result/snapshot").asBoolean()).isFalse();
    client.ask(
        """
        {"method":"unsubscribe","params":{"channel":"trade","symbol":["BTC/USD"]}}""");
    client.subscribe("trade", ",\"snapshot\":true");

    assertThat(client.last(1).path("type").asString()).isEqualTo("snapshot");
    assertThat(client.last(1).path("data")).hasSize(50);
    assertThat(client.last(1).at("/data/49/trade_id").asInt()).isEqualTo(market.played());
  }

  @Test
  void aBarGrowsWithEachTradeOfItsInterval() {
    client.subscribe("ohlc", ",\"interval\":5");
    JsonNode snapshot = client.last(1);
    assertThat(client.last(2).at("/result/interval").asInt()).isEqualTo(5);
    int trades =
        snapshot.path("data").path(snapshot.path("data").size() - 1).path("trades").asInt();

    TestVenues.play(venue, 1);

    assertThat(client.last(1).at("/data/0/trades").asInt()).isEqualTo(trades + 1);
    assertThat(client.last(1).at("/data/0/interval_begin").asString())
        .isEqualTo("2013-11-25T00:00:00.000000000Z");
  }

  @Test
  void instrumentsTellThePrecisionsThatAChecksumNeeds() {
    client.ask("{\"method\":\"subscribe\",\"params\":{\"channel\":\"instrument\"}}");
    JsonNode data = client.last(1).path("data");
    assertThat(data.at("/pairs/0/symbol").asString()).isEqualTo("BTC/USD");
    assertThat(data.at("/pairs/0/price_precision").asInt())
        .isEqualTo(market.pair().priceDecimals());
    assertThat(data.at("/pairs/0/qty_precision").asInt()).isEqualTo(8);
    assertThat(data.path("assets")).extracting(a -> a.path("id").asString()).contains("BTC", "USD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"channel\":\"ticker\",\"symbol\":[\"XYZ/ABC\"] | Currency pair not supported XYZ/ABC",
        "\"channel\":\"ticker\",\"symbol\":[\"XBT/USD\"] | Currency pair not supported XBT/USD",
        "\"channel\":\"ticker\",\"symbol\":\"BTC/USD\" | Symbol field must be an array",
        "\"channel\":\"ticker\" | Symbol(s) not found",
        "\"channel\":\"gossip\",\"symbol\":[\"BTC/USD\"] | Subscription name invalid",
        "\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":11 | Subscription depth not supported",
        "\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":\"10\" | Subscription book depth must be an integer",
        "\"channel\":\"ohlc\",\"symbol\":[\"BTC/USD\"],\"interval\":2 | Subscription ohlc interval not supported",
        "\"channel\":\"trade\",\"symbol\":[\"BTC/USD\"],\"depth\":10 | Unsupported field: 'depth' for the given msg type: subscribe",
        "\"channel\":\"trade\",\"symbol\":[\"BTC/USD\"],\"snapshot\":1 | Snapshot field must be a boolean",
        "\"channel\":\"executions\" | Token(s) not found",
        "\"channel\":\"executions\",\"token\":\"stolen\" | ESession:Invalid session",
        "\"channel\":\"balances\",\"token\":\"stolen\" | ESession:Invalid session"
      })
  void aSubscriptionThatCannotBeIsAnsweredWithItsError(String params, String error) {
    client.ask("{\"method\":\"subscribe\",\"params\":{%s},\"req_id\":3}".formatted(params));

    JsonNode answer = client.last(1);
    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.path("error").asString()).isEqualTo(error);
    assertThat(answer.path("method").asString()).isEqualTo("subscribe");
    assertThat(answer.path("req_id").asInt()).isEqualTo(3);
    assertThat(answer.toString()).doesNotContain("stolen");
  }

  @Test
  void anUnknownSymbolDoesNotSpoilTheOthers() {
    client.ask(
        """
        {"method":"subscribe","params":{"channel":"trade","symbol":["XYZ/ABC","BTC/USD"]}}""");
    assertThat(client.last(2).path("symbol").asString()).isEqualTo("XYZ/ABC");
    assertThat(client.last(1).path("success").asBoolean()).isTrue();
  }

  @Test
  void nothingIsSubscribedTwiceAndABookOrBarOnlyOnceASymbol() {
    client.subscribe("ticker", "");
    client.subscribe("ticker", ",\"event_trigger\":\"bbo\"");
    assertThat(client.last(1).path("error").asString()).isEqualTo("Already subscribed");
    client.subscribe("book", "");
    client.subscribe("book", ",\"depth\":25");
    assertThat(client.last(1).path("error").asString()).isEqualTo("Already subscribed");
    client.subscribe("ohlc", "");
    client.subscribe("ohlc", ",\"interval\":5");
    assertThat(client.last(1).path("error").asString())
        .isEqualTo("Already subscribed to one ohlc interval on this symbol");
  }

  @Test
  void whatIsUnsubscribedIsToldNoMore() {
    client.subscribe("trade", "");
    String end =
        """
        {"method":"unsubscribe","params":{"channel":"trade","symbol":["BTC/USD"]},"req_id":8}""";
    client.ask(end);
    assertThat(client.last(1).path("success").asBoolean()).isTrue();
    assertThat(client.last(1).at("/result/channel").asString()).isEqualTo("trade");
    int before = client.heard().size();
    TestVenues.play(venue, 5);
    assertThat(client.heard()).hasSize(before);

    client.ask(end);
    assertThat(client.last(1).path("error").asString()).isEqualTo("Subscription Not Found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "not json | Malformed request",
        "{\"method\":\"ping\" | Malformed request",
        "[1,2] | Malformed request",
        "~~ | Malformed request",
        "{\"method\":\"ping\",\"req_id\":\"one\"} | Req_id field must be a number_integer",
        "{\"method\":\"gossip\"} | Unsupported event",
        "{} | Unsupported event"
      })
  void whatCannotBeUnderstoodIsAnsweredAndTheConnectionStays(String text, String error) {
    client.ask(text);
    assertThat(client.last(1).path("success").asBoolean(true)).isFalse();
    assertThat(client.last(1).path("error").asString()).isEqualTo(error);

    client.ask("{\"method\":\"ping\",\"req_id\":1}");
    assertThat(client.last(1).path("method").asString()).isEqualTo("pong");
  }

  @Test
  void aQuietConnectionHearsAHeartbeat() {
    client.streams().heartbeat();
    int before = client.heard().size();
    client.streams().heartbeat();
    assertThat(client.heard()).hasSize(before);

    client.subscribe("trade", "");
    client.streams().heartbeat();
    client.streams().heartbeat();
    assertThat(client.last(1).toString()).isEqualTo("{\"channel\":\"heartbeat\"}");
  }
}
