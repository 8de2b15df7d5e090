package io.tidemark.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.VenueClient;
import io.tidemark.simulator.VenueClient.Heard;
import io.tidemark.simulator.control.Ledger;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each fault as a client meets it, over real connections. */
class FaultsIT {

  private static final Instant OPENING = Instant.parse("2013-11-25T00:00:00Z");
  private static final String TRADES = "\"name\":\"trade\"";
  private static final String BOOK = "\"name\":\"book\",\"depth\":10";

  private final ExchangeSimulator simulator =
      ExchangeSimulator.start(
          TestVenues.settings().withClock(new ClockSettings(600, true, Optional.of(OPENING))),
          Clock.systemUTC());
  private final VenueClient client = new VenueClient(simulator.port());

  @AfterEach
  void stop() {
    client.close();
    simulator.close();
  }

  @Test
  void dropCutsTheConnectionsAskedForAndTurnsNewOnesAway() throws Exception {
    Heard market = client.connect("/ws");
    Heard account = client.connect("/ws-auth");

    long id =
        client.fault(
            "{\"kind\":\"DROP\",\"parameters\":{\"connections\":\"public\",\"refuse\":true}}");

    await().until(market::hasEnded);
    assertThat(account.hasEnded()).isFalse();
    assertThatThrownBy(() -> client.open("/ws", new Heard()).get())
        .isInstanceOf(ExecutionException.class);
    assertThat(client.fault(id).path("struck").asInt()).isEqualTo(2);
    client.send("DELETE", "/sim/v1/faults/" + id, "");
    client.connect("/ws").await(message -> message.path("status").asString("").equals("online"));
  }

  @Test
  void aDropThatRefusesNobodyIsOverAtOnce() {
    Heard market = client.connect("/ws");

    long id = client.fault("{\"kind\":\"DROP\"}");

    await().until(market::hasEnded);
    assertThat(client.fault(id).path("active").asBoolean()).isFalse();
    client.connect("/ws").await(message -> message.path("status").asString("").equals("online"));
  }

  @Test
  void aStallSilencesOneChannelWhileOthersAndHeartbeatsGoOn() {
    Heard heard = client.connect("/ws");
    heard.subscribe("XBT/USD", TRADES);
    heard.subscribe("XBT/USD", BOOK);
    int before = heard.of("trade").size();

    long id = client.fault("{\"kind\":\"STALL\",\"channel\":\"trade\",\"pair\":\"XBT/USD\"}");
    play(10);

    await().until(() -> heard.of("book-10").size() > 5);
    heard.await(message -> message.path("event").asString("").equals("heartbeat"));
    assertThat(heard.of("trade")).hasSize(before);
    assertThat(client.fault(id).path("struck").asInt()).isPositive();
    client.send("DELETE", "/sim/v1/faults", "");
    play(20);
    await().until(() -> heard.of("trade").size() > before);
  }

  @Test
  void silenceStopsHeartbeatsAndAnswersToo() {
    Heard heard = client.connect("/ws");
    heard.subscribe("XBT/USD", TRADES);

    long id = client.fault("{\"kind\":\"SILENCE\"}");
    int before = heard.messages().size();
    heard.send("{\"event\":\"ping\",\"reqid\":1}");
    play(5);

    await().until(() -> client.fault(id).path("struck").asInt() > 5);
    await()
        .during(Duration.ofMillis(1200))
        .atMost(Duration.ofSeconds(5))
        .until(() -> heard.messages().size() == before && !heard.hasEnded());
  }

  @Test
  void aBadChecksumIsWrongExactlyAsOftenAsAsked() {
    Heard heard = client.connect("/ws");
    Heard right = client.connect("/ws");
    long id = client.fault("{\"kind\":\"BAD_CHECKSUM\",\"count\":2}");
    heard.subscribe("XBT/USD", BOOK);
    play(10);
    await().until(() -> !client.fault(id).path("active").asBoolean());
    await().until(() -> heard.of("book-10").size() > 6);
    right.subscribe("XBT/USD", BOOK);

    assertThat(client.fault(id).path("struck").asInt()).isEqualTo(2);
    KeptBook book = new KeptBook(10);
    long wrong = heard.of("book-10").stream().filter(message -> !book.apply(message)).count();
    assertThat(wrong).isEqualTo(2);
  }

  @Test
  void duplicatesComeBehindTheirOriginals() {
    Heard heard = client.connect("/ws");
    heard.subscribe("XBT/USD", TRADES);
    await().until(() -> heard.of("trade").size() == 1);

    client.fault(
        "{\"kind\":\"DUPLICATE\",\"channel\":\"trade\",\"count\":2,\"parameters\":{\"copies\":2}}");
    play(10);

    await().until(() -> heard.of("trade").size() > 8);
    List<JsonNode> trades = heard.of("trade");
    assertThat(trades.get(1)).isEqualTo(trades.get(2)).isEqualTo(trades.get(3));
    assertThat(trades.get(4)).isEqualTo(trades.get(5)).isEqualTo(trades.get(6));
    assertThat(trades.get(7)).isNotEqualTo(trades.get(8));
  }

  @Test
  void reorderedMessagesAreAllThereInAnotherOrderThatTheSeedDecides() {
    List<String> once = reordered();
    assertThat(once).isNotEqualTo(once.stream().sorted().toList());
    assertThat(once.stream().distinct().count()).isEqualTo(once.size());
  }

  private List<String> reordered() {
    Heard heard = client.connect("/ws");
    heard.subscribe("XBT/USD", TRADES);
    await().until(() -> heard.of("trade").size() == 1);
    long id =
        client.fault(
            "{\"kind\":\"REORDER\",\"channel\":\"trade\",\"seed\":7,\"count\":1,"
                + "\"parameters\":{\"window\":4}}");
    play(10);
    await().until(() -> client.fault(id).path("struck").asInt() == 1);
    await().until(() -> heard.of("trade").size() >= 5);
    return heard.of("trade").stream()
        .skip(1)
        .limit(4)
        .map(message -> message.at("/1/0/2").asString())
        .toList();
  }

  @Test
  void droppedMessagesNeverCome() {
    Heard heard = client.connect("/ws");
    Heard all = client.connect("/ws");
    heard.subscribe("XBT/USD", TRADES);
    await().until(() -> heard.of("trade").size() == 1);
    client.fault("{\"kind\":\"DROP_MESSAGES\",\"channel\":\"trade\",\"count\":3}");
    play(10);
    await().until(() -> heard.of("trade").size() > 3);
    all.subscribe("XBT/USD", TRADES);

    JsonNode rows = client.get("/0/public/Trades?pair=XBTUSD&since=0").at("/result/XXBTZUSD");
    String first = heard.of("trade").get(1).at("/1/0/2").asString();
    assertThat(new BigDecimal(first)).isEqualByComparingTo(rows.get(4).get(2).decimalValue());
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 502, ''",
    "HTML, 503, <html>",
    "JSON, 500, EService:Unavailable",
  })
  void serverErrorsHaveTheirStatusAndBody(String body, int status, String part) {
    client.fault(
        "{\"kind\":\"HTTP_ERROR\",\"method\":\"/0/public/Time\",\"count\":1,"
            + "\"parameters\":{\"status\":%d,\"body\":\"%s\"}}".formatted(status, body));

    assertThat(client.get("/0/public/Assets").path("error")).isEmpty();
    HttpResponse<String> answer = client.send("GET", "/0/public/Time", "");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(part);
    if (part.isEmpty()) {
      assertThat(answer.body()).isEmpty();
    }
    assertThat(client.send("GET", "/0/public/Time", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aRateLimitErrorDoesNothingAtTheVenue() {
    client.fault("{\"kind\":\"RATE_LIMIT_ERROR\",\"method\":\"AddOrder\",\"count\":1}");

    JsonNode answer = client.post("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=1");

    assertThat(answer.at("/error/0").asString()).isEqualTo("EOrder:Rate limit exceeded");
    assertThat(books().orders()).isEmpty();
  }

  @Test
  void aTokenFailsWhereItIsAskedForAndWhereItIsUsed() {
    String token = client.post("GetWebSocketsToken", "").at("/result/token").asString();
    client.fault("{\"kind\":\"TOKEN_FAILURE\"}");

    assertThat(client.post("GetWebSocketsToken", "").path("error")).isNotEmpty();
    Heard account = client.connect("/ws-auth");
    account.send(
        "{\"event\":\"subscribe\",\"subscription\":{\"name\":\"openOrders\",\"token\":\"%s\"}}"
            .formatted(token));
    account.await(m -> m.path("errorMessage").asString("").equals("ESession:Invalid session"));
  }

  @Test
  void latencyDelaysTheAnswerWithinItsRange() {
    client.fault(
        "{\"kind\":\"LATENCY\",\"method\":\"Time\",\"seed\":3,"
            + "\"parameters\":{\"minMillis\":250,\"maxMillis\":400}}");

    Instant before = Clock.systemUTC().instant();
    client.get("/0/public/Time");

    assertThat(Duration.between(before, Clock.systemUTC().instant()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void anOrderIsTakenAlthoughItsAnswerNeverComes(boolean close) {
    client.fault(
        "{\"kind\":\"TIMEOUT_AFTER_ACCEPT\",\"count\":1,\"parameters\":{\"close\":%s}}"
            .formatted(close));

    CompletableFuture<HttpResponse<String>> answer =
        client.postAsync(
            "AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&cl_ord_id=lost-1");

    await().until(() -> books().openOrders().size() == 1);
    if (close) {
      await().until(answer::isCompletedExceptionally);
    } else {
      assertThat(answer.isDone()).isFalse();
    }
    JsonNode open = client.post("OpenOrders", "").at("/result/open");
    assertThat(open.iterator().next().path("cl_ord_id").asString()).isEqualTo("lost-1");
  }

  @Test
  void aSkewedClockTellsTimesThatAreOffEverywhere() {
    long before = client.get("/0/public/Time").at("/result/unixtime").asLong();
    Heard heard = client.connect("/ws");
    client.fault("{\"kind\":\"CLOCK_SKEW\",\"parameters\":{\"millis\":5000}}");

    heard.subscribe("XBT/USD", TRADES);
    await().until(() -> heard.of("trade").size() == 1);

    assertThat(client.get("/0/public/Time").at("/result/unixtime").asLong()).isEqualTo(before + 5);
    JsonNode row = client.get("/0/public/Trades?pair=XBTUSD").at("/result/XXBTZUSD/0");
    BigDecimal opening = BigDecimal.valueOf(OPENING.getEpochSecond());
    assertThat(row.get(2).decimalValue().subtract(opening).intValue()).isEqualTo(5);
    assertThat(new BigDecimal(heard.of("trade").getFirst().at("/1/0/2").asString()))
        .isEqualByComparingTo(row.get(2).decimalValue());
  }

  @ParameterizedTest
  @CsvSource({
    "MALFORMED, trade, trade", "NOT_A_NUMBER, trade, trade", "PRICE_NOT_POSITIVE, ticker, ticker",
    "QUANTITY_NEGATIVE, book, book-10", "HIGH_BELOW_LOW, ohlc, ohlc-1", "OFF_GRID, ohlc, ohlc-1",
    "FUTURE_TIME, trade, trade", "OUT_OF_ORDER, trade, trade", "CROSSED_BOOK, ticker, ticker",
    "CROSSED_BOOK, book, book-10", "UNKNOWN_INSTRUMENT, trade, trade",
  })
  void invalidDataComesBesideTheTrueOnTheStream(String fault, String channel, String name) {
    long id =
        client.fault(
            "{\"kind\":\"INVALID_DATA\",\"channel\":\"%s\",\"count\":1,".formatted(channel)
                + "\"parameters\":{\"fault\":\"%s\"}}".formatted(fault));
    Heard heard = client.connect("/ws");
    heard.subscribe("XBT/USD", channel.equals("book") ? BOOK : "\"name\":\"" + channel + "\"");

    await().until(() -> heard.of(name).size() == 2);
    assertThat(heard.of(name).get(1)).isNotEqualTo(heard.of(name).get(0));
    assertThat(client.fault(id).path("struck").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "PRICE_NOT_POSITIVE, Trades, /result/XXBTZUSD/1/0, -800.01",
    "NOT_A_NUMBER, Trades, /result/XXBTZUSD/1/0, NaN",
    "HIGH_BELOW_LOW, OHLC, /result/XXBTZUSD/1/3, 1600.02",
    "OFF_GRID, OHLC, /result/XXBTZUSD/1/0, 1385337617",
    "FUTURE_TIME, OHLC, /result/XXBTZUSD/1/0, 1385424000",
  })
  void invalidRowsComeBehindTheTrueOnesOverRest(
      String fault, String method, String place, String value) {
    client.fault(
        "{\"kind\":\"INVALID_DATA\",\"method\":\"%s\",\"parameters\":{\"fault\":\"%s\"}}"
            .formatted(method, fault));

    JsonNode answer = client.get("/0/public/%s?pair=XBTUSD".formatted(method));

    assertThat(answer.at(place).asString()).as("%s", answer).startsWith(value);
  }

  @Test
  void aRefusedSubscriptionIsAnsweredInTheWordsGiven() {
    client.fault(
        "{\"kind\":\"REFUSE_SUBSCRIPTION\",\"channel\":\"trade\",\"count\":1,"
            + "\"parameters\":{\"message\":\"EService:Unavailable\"}}");
    Heard heard = client.connect("/ws");

    heard.subscribe("XBT/USD", TRADES);
    heard.await(m -> m.path("errorMessage").asString("").equals("EService:Unavailable"));
    heard.subscribe("XBT/USD", TRADES);

    await().until(() -> heard.of("trade").size() == 1);
  }

  @Test
  void aFaultEndsWhenItsTimeIsOverAndIsListedWithItsStrikes() {
    long id = client.fault("{\"kind\":\"STALL\",\"forMillis\":200}");

    await().until(() -> !client.fault(id).path("active").asBoolean());

    JsonNode listed = client.get("/sim/v1/faults").at("/faults/0");
    assertThat(listed.path("kind").asString()).isEqualTo("STALL");
    assertThat(listed.path("struck").asInt()).isZero();
    assertThat(client.send("DELETE", "/sim/v1/faults/99", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | kind must be given",
        "{\"kind\":\"FIRE\"} | unknown kind FIRE; there are DROP",
        "{\"kind\":\"STALL\",\"colour\":1} | unknown field colour",
        "{\"kind\":\"STALL\",\"method\":\"Time\"} | unknown field method; STALL takes",
        "{\"kind\":\"STALL\",\"pair\":\"FOO/BAR\"} | pair must be a pair of this venue",
        "{\"kind\":\"STALL\",\"channel\":\"gossip\"} | channel must be one of",
        "{\"kind\":\"STALL\",\"count\":0} | count must be a whole number from 1",
        "{\"kind\":\"STALL\",\"probability\":2} | probability must be a number above 0",
        "{\"kind\":\"STALL\",\"parameters\":{\"x\":1}} | unknown field parameters.x",
        "{\"kind\":\"CLOCK_SKEW\"} | parameters.millis must be given",
        "{\"kind\":\"LATENCY\"} | LATENCY takes parameters.millis",
        "{\"kind\":\"INVALID_DATA\",\"parameters\":{\"fault\":\"UGLY\"}} | parameters.fault must be one of MALFORMED",
        "nonsense | the body must be JSON",
        "[] | the body must be a JSON object",
      })
  void whatCannotBeIsRefusedWithOneClearMessage(String order, String message) {
    HttpResponse<String> answer = client.send("POST", "/sim/v1/faults", order);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"detail\":\"" + message);
    assertThat(client.get("/sim/v1/faults").path("faults")).isEmpty();
  }

  private Ledger.Account books() {
    return Optional.ofNullable(simulator.ledger().accounts().get("alice")).orElseThrow();
  }

  /** Plays the market's first seconds, or minutes. */
  private void play(int minutes) {
    simulator.setLimit(OPENING.plus(Duration.ofMinutes(minutes)));
    await().until(() -> !simulator.venueTime().isBefore(OPENING.plus(Duration.ofMinutes(minutes))));
  }
}
