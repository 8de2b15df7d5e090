package io.tidemark.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.simulator.ExchangeSimulator;
import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.VenueClient;
import io.tidemark.simulator.VenueClient.Heard;
import io.tidemark.simulator.control.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Faults of the venue's clock, of orders and of time, over real connections. */
class FaultsOnOrdersIT {

  private static final Instant OPENING = Instant.parse("2013-11-25T00:00:00Z");
  private static final String ORDER = "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700";

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
  void aClockAheadRefusesAnOrderWhoseDeadlineHasNotPassed() {
    skew(3000, "");
    JsonNode answer = client.post("AddOrder", ORDER + "&deadline=" + venueTime(2));
    assertThat(answer.at("/error/0").asString()).isEqualTo("EService:Deadline elapsed");
    assertThat(books().orders()).isEmpty();
  }

  @Test
  void aClockBehindTakesAnOrderWhoseDeadlineHasPassed() {
    JsonNode refused = client.post("AddOrder", ORDER + "&deadline=" + venueTime(-2));
    assertThat(refused.at("/error/0").asString()).isEqualTo("EService:Deadline elapsed");
    skew(-3000, "\"method\":\"AddOrder\",");
    assertThat(client.post("AddOrder", ORDER + "&deadline=" + venueTime(-2)).path("error"))
        .isEmpty();
    assertThat(books().openOrders()).hasSize(1);
    JsonNode edited =
        client.post(
            "EditOrder",
            "pair=XBTUSD&volume=2&txid=%s&deadline=%s"
                .formatted(books().openOrders().getFirst().id(), venueTime(-2)));
    assertThat(edited.at("/error/0").asString()).isEqualTo("EService:Deadline elapsed");
  }

  @Test
  void theSkewShowsInAllThatRestSaysOfTime() {
    long levelBefore = client.get("/0/public/Depth?pair=XBTUSD").at(levelTime("asks")).asLong();
    String status = client.get("/0/public/SystemStatus").at("/result/timestamp").asString();
    skew(-90_000, "");
    JsonNode depth = client.get("/0/public/Depth?pair=XBTUSD");
    assertThat(depth.at(levelTime("asks")).asLong()).isEqualTo(levelBefore - 90);
    assertThat(depth.at(levelTime("bids")).asLong()).isEqualTo(levelBefore - 90);
    JsonNode time = client.get("/0/public/Time").path("result");
    Instant told = Instant.ofEpochSecond(time.path("unixtime").asLong());
    assertThat(told).isEqualTo(OPENING.minusSeconds(90));
    assertThat(time.path("rfc1123").asString()).isEqualTo("Sun, 24 Nov 13 23:58:30 +0000");
    assertThat(
            Instant.parse(client.get("/0/public/SystemStatus").at("/result/timestamp").asString()))
        .isEqualTo(Instant.parse(status).minusSeconds(90));
  }

  private static String levelTime(String side) {
    return "/result/XXBTZUSD/" + side + "/0/2";
  }

  @ParameterizedTest
  @CsvSource({
    "public, Time, EGeneral:Too many requests",
    "private, AddOrder, EOrder:Rate limit exceeded",
    "private, CancelOrder, EOrder:Rate limit exceeded",
    "private, Balance, EAPI:Rate limit exceeded",
  })
  void tooManyRequestsAreRefusedInTheWordsForTheirKind(String kind, String method, String words) {
    client.fault("{\"kind\":\"RATE_LIMIT_ERROR\"}");
    JsonNode answer =
        kind.equals("public") ? client.get("/0/public/" + method) : client.post(method, ORDER);
    assertThat(answer.at("/error/0").asString()).isEqualTo(words);
    assertThat(books().orders()).isEmpty();
  }

  @Test
  void aStreamOfVersionOneComesLate() {
    Heard heard = client.connect("/ws");
    heard.subscribe("XBT/USD", "\"name\":\"trade\"");
    await().until(() -> heard.of("trade").size() == 1);
    long id = client.fault("{\"kind\":\"LATENCY\",\"parameters\":{\"millis\":700}}");
    Instant before = Clock.systemUTC().instant();
    simulator.setLimit(OPENING.plus(Duration.ofMinutes(5)));
    await().until(() -> heard.of("trade").size() > 1);
    assertThat(Duration.between(before, Clock.systemUTC().instant()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(700));
    assertThat(client.fault(id).path("struck").asInt()).isPositive();
  }

  @Test
  void anAnswerOfVersionTwoComesLate() {
    Heard heard = client.connect("/ws/v2");
    client.fault(
        "{\"kind\":\"LATENCY\",\"method\":\"ping\",\"count\":1,\"parameters\":{\"millis\":400}}");
    Instant before = Clock.systemUTC().instant();
    heard.send("{\"method\":\"ping\",\"req_id\":1}");
    heard.await(message -> message.path("method").asString("").equals("pong"));
    assertThat(Duration.between(before, Clock.systemUTC().instant()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(400));
  }

  @Test
  void aConnectionOfVersionTwoIsCutOnceItsOrderIsTaken() {
    client.fault("{\"kind\":\"TIMEOUT_AFTER_ACCEPT\",\"count\":1}");
    Heard heard = client.connect("/ws-auth/v2");
    heard.send(
        """
        {"method":"add_order","req_id":3,"params":{"order_type":"limit","side":"buy",
         "order_qty":1,"symbol":"BTC/USD","limit_price":700,"cl_ord_id":"lost-1","token":"%s"}}"""
            .formatted(client.post("GetWebSocketsToken", "").at("/result/token").asString()));
    await().until(heard::hasEnded);
    assertThat(heard.messages()).noneMatch(message -> message.has("req_id"));
    assertThat(books().openOrders()).hasSize(1);
  }

  @Test
  void versionTwoIsCutAndTurnedAwayToo() {
    Heard market = client.connect("/ws/v2");
    Heard account = client.connect("/ws-auth/v2");
    long id = client.fault("{\"kind\":\"DROP\",\"parameters\":{\"connections\":\"private\"}}");
    await().until(account::hasEnded);
    assertThat(market.hasEnded()).isFalse();
    assertThat(client.fault(id).path("active").asBoolean()).isFalse();
  }

  private void skew(long millis, String scope) {
    client.fault(
        "{\"kind\":\"CLOCK_SKEW\",%s\"parameters\":{\"millis\":%d}}".formatted(scope, millis));
  }

  private String venueTime(int plusSeconds) {
    return simulator.venueTime().plusSeconds(plusSeconds).toString();
  }

  private Ledger.Account books() {
    return Optional.ofNullable(simulator.ledger().accounts().get("alice")).orElseThrow();
  }
}
