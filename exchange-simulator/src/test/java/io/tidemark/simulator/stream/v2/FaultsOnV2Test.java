package io.tidemark.simulator.stream.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.faults.FaultBoard;
import io.tidemark.simulator.faults.FaultsApi;
import io.tidemark.simulator.faults.RequestFaults;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.venue.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Faults strike version 2 as they strike version 1. */
class FaultsOnV2Test {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private final Venue venue = TestVenues.open();
  private Instant wall = START;
  private final FaultBoard board = new FaultBoard(() -> wall);
  private final StreamFaults streamFaults = new StreamFaults(board);
  private final FaultsApi faults =
      new FaultsApi(board, streamFaults, List.of(venue.markets().getFirst().pair()));
  private final V2Client client = new V2Client(venue, streamFaults, new RequestFaults(board));

  private void set(String fault) {
    assertThat(faults.answer("POST", "", fault).status()).isEqualTo(201);
  }

  private void clear() {
    faults.answer("DELETE", "", "");
  }

  private void placeOrder(String more) {
    client.trade(
        "add_order",
        """
        "order_type":"limit","side":"buy","order_qty":0.5,"symbol":"BTC/USD","limit_price":700.0,%s"""
            .formatted(more));
  }

  private Instant venueTime() {
    return Market.instant(venue.nowMicros());
  }

  private static Instant time(JsonNode node) {
    return Instant.parse(node.asString());
  }

  @Test
  void aStalledChannelTellsNothingWhileOthersGoOn() {
    client.subscribe("trade", "");
    client.subscribe("ticker", "");
    set("{\"kind\":\"STALL\",\"channel\":\"trade\"}");
    int tickers = client.told("ticker").size();
    TestVenues.play(venue, 5);
    assertThat(client.told("trade")).isEmpty();
    assertThat(client.told("ticker")).hasSize(tickers + 5);
  }

  @Test
  void silenceStopsDataHeartbeatsAndAnswers() {
    client.subscribe("trade", "");
    set("{\"kind\":\"SILENCE\"}");
    int before = client.heard().size();
    TestVenues.play(venue, 5);
    client.streams().heartbeat();
    client.ask("{\"method\":\"ping\",\"req_id\":1}");
    assertThat(client.heard()).hasSize(before);
    clear();
    client.ask("{\"method\":\"ping\",\"req_id\":1}");
    assertThat(client.heard()).hasSize(before + 1);
  }

  @Test
  void connectionsAreCut() {
    set("{\"kind\":\"DROP\",\"parameters\":{\"connections\":\"private\"}}");
    assertThat(client.isCut()).isTrue();
  }

  @Test
  void aMessageComesTwice() {
    client.subscribe("trade", "");
    set("{\"kind\":\"DUPLICATE\",\"channel\":\"trade\",\"parameters\":{\"copies\":1}}");
    TestVenues.play(venue, 1);
    assertThat(client.told("trade")).hasSize(2);
    assertThat(client.last(1)).isEqualTo(client.last(2));
  }

  @Test
  void messagesChangePlacesAndNoneIsLost() {
    client.subscribe("trade", "");
    set(
        """
        {"kind":"REORDER","channel":"trade","count":1,"seed":7,"parameters":{"window":4}}""");
    int first = venue.markets().getFirst().played() + 1;
    TestVenues.play(venue, 6);
    List<Integer> numbers =
        client.told("trade").stream().map(row -> row.path("trade_id").asInt()).toList();
    List<Integer> inOrder = IntStream.range(first, first + 6).boxed().toList();
    assertThat(numbers).isNotEqualTo(inOrder).containsExactlyInAnyOrderElementsOf(inOrder);
    assertThat(numbers.subList(4, 6)).isEqualTo(inOrder.subList(4, 6));
  }

  @Test
  void messagesAreLost() {
    client.subscribe("trade", "");
    set("{\"kind\":\"DROP_MESSAGES\",\"channel\":\"trade\",\"count\":2}");
    int first = venue.markets().getFirst().played() + 1;
    TestVenues.play(venue, 3);
    assertThat(client.told("trade"))
        .extracting(row -> row.path("trade_id").asInt())
        .containsExactly(first + 2);
  }

  @Test
  void aWrongChecksumIsNoticedByAClientThatChecks() {
    client.subscribe("book", "");
    KeptBook book = new KeptBook(10);
    book.apply(client.last(1).at("/data/0"));
    set("{\"kind\":\"BAD_CHECKSUM\",\"channel\":\"book\",\"count\":1}");
    TestVenues.play(venue, 1);
    Assertions.assertThatThrownBy(() -> book.apply(client.last(1).at("/data/0")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aSubscriptionIsRefusedAndATokenFails() {
    set(
        """
        {"kind":"REFUSE_SUBSCRIPTION","channel":"trade","count":1,
         "parameters":{"message":"Internal error"}}""");
    client.subscribe("trade", "");
    assertThat(client.last(1).path("error").asString()).isEqualTo("Internal error");
    client.subscribe("trade", "");
    assertThat(client.last(1).path("success").asBoolean()).isTrue();

    set("{\"kind\":\"TOKEN_FAILURE\",\"parameters\":{\"at\":\"subscription\"}}");
    client.subscribeAccount("executions", "");
    assertThat(client.last(1).path("error").asString()).isEqualTo("ESession:Invalid session");
  }

  @Test
  void aTokenThatFailsTakesNoOrderButClosesNoPublicChannel() {
    set("{\"kind\":\"TOKEN_FAILURE\"}");
    placeOrder("");
    assertThat(client.last(1).path("error").asString()).isEqualTo("ESession:Invalid session");
    client.trade("cancel_all", "");
    assertThat(client.last(1).path("error").asString()).isEqualTo("ESession:Invalid session");
    assertThat(venue.orders("alice")).isEmpty();

    client.ask("{\"method\":\"subscribe\",\"params\":{\"channel\":\"instrument\"}}");
    assertThat(client.last(1).path("channel").asString()).isEqualTo("instrument");
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMIT_ERROR, EOrder:Rate limit exceeded",
    "HTTP_ERROR, EService:Unavailable",
  })
  void anOrderIsRefusedForAReasonOfTheVenuesOwnAndNothingIsDone(String kind, String words) {
    for (String method : List.of("AddOrder", "add_order")) {
      set("{\"kind\":\"%s\",\"method\":\"%s\",\"count\":1}".formatted(kind, method));
      placeOrder("");
      assertThat(client.last(1).path("success").asBoolean(true)).isFalse();
      assertThat(client.last(1).path("error").asString()).isEqualTo(words);
      assertThat(client.last(1).path("req_id").asInt()).isEqualTo(9);
      assertThat(venue.orders("alice")).isEmpty();
    }
    placeOrder("");
    set("{\"kind\":\"%s\"}".formatted(kind));
    client.trade("cancel_all", "");
    assertThat(client.last(1).path("error").asString()).isEqualTo(words);
    client.trade("cancel_order", "\"order_id\":[\"X\"],");
    assertThat(client.last(1).path("error").asString()).isEqualTo(words);
    assertThat(venue.openOrders("alice")).hasSize(1);
  }

  @Test
  void aFaultOfRestsOwnMethodLeavesOrdersByWebSocketAlone() {
    set("{\"kind\":\"RATE_LIMIT_ERROR\",\"method\":\"Balance\"}");
    placeOrder("");
    assertThat(venue.openOrders("alice")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void anOrderIsTakenAlthoughItsAnswerNeverComes(boolean close) {
    set(
        "{\"kind\":\"TIMEOUT_AFTER_ACCEPT\",\"count\":1,\"parameters\":{\"close\":%s}}"
            .formatted(close));
    client.ask("{\"method\":\"ping\",\"req_id\":1}");
    assertThat(client.last(1).path("method").asString()).isEqualTo("pong");
    int before = client.heard().size();
    placeOrder("\"cl_ord_id\":\"lost-1\",");

    assertThat(client.heard()).hasSize(before);
    assertThat(client.isCut()).isEqualTo(close);
    assertThat(venue.openOrders("alice"))
        .singleElement()
        .satisfies(order -> assertThat(order.request().clOrdId()).isEqualTo("lost-1"));
  }

  @Test
  void aRefusedOrderIsAnsweredInSpiteOfATimeOutAfterAcceptance() {
    set("{\"kind\":\"TIMEOUT_AFTER_ACCEPT\"}");
    placeOrder("\"deadline\":\"2013-01-01T00:00:00Z\",");
    assertThat(client.last(1).path("error").asString()).isEqualTo("EService:Deadline elapsed");
  }

  @Test
  void aLostCancellationIsDone() {
    placeOrder("");
    set("{\"kind\":\"TIMEOUT_AFTER_ACCEPT\",\"method\":\"CancelOrder\",\"count\":1}");
    int before = client.heard().size();
    String id = venue.openOrders("alice").getFirst().id();
    client.trade("cancel_order", "\"order_id\":[\"" + id + "\"],");
    assertThat(client.heard()).hasSize(before);
    assertThat(venue.openOrders("alice")).isEmpty();
  }

  @Test
  void aSkewedClockShowsInDataAndAnswersAlike() {
    set("{\"kind\":\"CLOCK_SKEW\",\"parameters\":{\"millis\":5000}}");
    Duration skew = Duration.ofSeconds(5);
    client.ask("{\"method\":\"ping\",\"req_id\":1}");
    assertThat(time(client.last(1).path("time_in"))).isEqualTo(venueTime().plus(skew));
    client.subscribe("trade", "");
    assertThat(time(client.last(1).path("time_out"))).isEqualTo(venueTime().plus(skew));
    placeOrder("");
    assertThat(time(client.last(1).path("time_out"))).isEqualTo(venueTime().plus(skew));
    client.trade("cancel_order", "\"order_id\":[\"X\"],");
    assertThat(client.last(1).path("success").asBoolean(true)).isFalse();
    assertThat(time(client.last(1).path("time_out"))).isEqualTo(venueTime().plus(skew));
    TestVenues.play(venue, 1);
    assertThat(time(client.last(1).at("/data/0/timestamp"))).isEqualTo(venueTime().plus(skew));
    assertThat(client.last(1).at("/data/0/timestamp").asString())
        .matches("....-..-..T..:..:..\\.\\d{6}Z");
  }

  @Test
  void aSkewedClockLeavesBarsOnTheirGrid() {
    client.subscribe("ohlc", ",\"interval\":5");
    TestVenues.play(venue, 1);
    JsonNode before = client.last(1);
    set("{\"kind\":\"CLOCK_SKEW\",\"channel\":\"ohlc\",\"parameters\":{\"millis\":-7000}}");
    TestVenues.play(venue, 1);
    JsonNode after = client.last(1);
    assertThat(time(after.path("timestamp"))).isEqualTo(venueTime().minusSeconds(7));
    assertThat(after.at("/data/0/interval_begin")).isEqualTo(before.at("/data/0/interval_begin"));
    assertThat(after.at("/data/0/timestamp")).isEqualTo(before.at("/data/0/timestamp"));
    client.ask("{\"method\":\"ping\",\"req_id\":1}");
    assertThat(time(client.last(1).path("time_in"))).isEqualTo(venueTime());
  }

  @Test
  void deadlinesAreJudgedByTheSkewedClock() {
    String deadline = "\"deadline\":\"%s\",".formatted(venueTime().plusSeconds(2));
    set("{\"kind\":\"CLOCK_SKEW\",\"method\":\"add_order\",\"parameters\":{\"millis\":3000}}");
    placeOrder(deadline);
    assertThat(client.last(1).path("error").asString()).isEqualTo("EService:Deadline elapsed");
    assertThat(venue.orders("alice")).isEmpty();
    clear();

    String passed = "\"deadline\":\"%s\",".formatted(venueTime().minusSeconds(2));
    set("{\"kind\":\"CLOCK_SKEW\",\"parameters\":{\"millis\":-3000}}");
    placeOrder(passed);
    assertThat(venue.openOrders("alice")).hasSize(1);
  }

  @Test
  void whatIsLateComesWhenItIsDueAndInItsOrder() {
    client.subscribe("trade", "");
    client.subscribe("ticker", "");
    set(
        """
        {"kind":"LATENCY","channel":"trade","seed":3,
         "parameters":{"minMillis":100,"maxMillis":900}}""");
    int tickers = client.told("ticker").size();
    int first = venue.markets().getFirst().played() + 1;
    TestVenues.play(venue, 5);
    assertThat(client.told("trade")).isEmpty();
    assertThat(client.told("ticker")).hasSize(tickers + 5);

    wait(Duration.ofMillis(99));
    assertThat(client.told("trade")).isEmpty();
    clear();
    TestVenues.play(venue, 1);
    assertThat(client.told("trade")).as("does not overtake").isEmpty();
    wait(Duration.ofMillis(801));
    assertThat(client.told("trade"))
        .extracting(row -> row.path("trade_id").asInt())
        .containsExactlyElementsOf(IntStream.range(first, first + 6).boxed().toList());
    TestVenues.play(venue, 1);
    assertThat(client.told("trade")).hasSize(7);
  }

  @Test
  void anOrdersAnswerComesLateAndTheOrderIsTakenAtOnce() {
    set("{\"kind\":\"LATENCY\",\"method\":\"AddOrder\",\"parameters\":{\"millis\":500}}");
    int before = client.heard().size();
    placeOrder("");
    assertThat(venue.openOrders("alice")).hasSize(1);
    assertThat(client.heard()).hasSize(before);
    wait(Duration.ofMillis(500));
    assertThat(client.last(1).path("method").asString()).isEqualTo("add_order");
  }

  @Test
  void whatIsUnderWayIsGoneWithItsConnection() {
    client.subscribe("trade", "");
    set("{\"kind\":\"LATENCY\",\"parameters\":{\"millis\":500}}");
    TestVenues.play(venue, 1);
    streamFaults.closed(client);
    int before = client.heard().size();
    wait(Duration.ofSeconds(1));
    assertThat(client.heard()).hasSize(before);
  }

  private void wait(Duration by) {
    wall = wall.plus(by);
    streamFaults.deliverDue();
  }
}
