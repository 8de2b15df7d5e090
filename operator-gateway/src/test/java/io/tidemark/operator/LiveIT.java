package io.tidemark.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.BookLevel;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The WebSocket on a real Kafka and a real Postgres. */
class LiveIT {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final String RISK = "/api/v1/risk";

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new RunningGateway();
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(
            () ->
                gateway
                    .json("/api/v1/status")
                    .path("services")
                    .valueStream()
                    .allMatch(one -> one.path("state").asString().equals("UP")));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @BeforeEach
  void answerAsUsual() {
    risk("ACTIVE");
    StandIn position = gateway.service(TidemarkService.POSITION);
    position.answer("/api/v1/positions", 200, "{\"items\":[],\"total\":0}");
    position.answer(
        "/api/v1/equity",
        200,
        "{\"items\":[{\"equity\":\"1.0\"},{\"equity\":\"2.50\"}],\"total\":2}");
    for (String path : List.of("/api/v1/orders", "/api/v1/fills")) {
      gateway.service(TidemarkService.EXECUTION).answer(path, 200, "{\"items\":[],\"total\":0}");
    }
    gateway.service(TidemarkService.ML).answer("/api/v1/models", 200, "{\"items\":[]}");
  }

  @Test
  void tellsAllAtFirstAndThenWhatChanged() {
    try (LiveClient client = new LiveClient(gateway)) {
      JsonNode snapshot = awaitFrame(client, "snapshot");
      await()
          .atMost(RunningGateway.PATIENCE)
          .until(
              () ->
                  known(client, "risk").path("state").asString("").equals("ACTIVE")
                      && known(client, "equity").path("equity").asString("").equals("2.50")
                      && known(client, "unavailable").isEmpty());
      for (String part : List.of("status", "positions", "orders", "fills", "models", "thoughts")) {
        assertThat(known(client, part).isMissingNode()).as(part).isFalse();
      }

      risk("HALTED");

      await()
          .atMost(RunningGateway.PATIENCE)
          .until(
              () ->
                  client.frames("update").stream()
                      .anyMatch(
                          one -> one.at("/changes/risk/state").asString("").equals("HALTED")));
      List<Long> sequences =
          client.frames("update").stream().map(one -> one.path("sequence").asLong()).toList();
      assertThat(sequences.getFirst()).isEqualTo(snapshot.path("sequence").asLong() + 1);
      assertThat(sequences).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void givesAClientThatComesBackWhatItMissedAndNothingElse() {
    JsonNode known;
    try (LiveClient client = new LiveClient(gateway)) {
      known = awaitFrame(client, "snapshot");
    }
    risk("REDUCING");
    try (LiveClient other = new LiveClient(gateway)) {
      await()
          .atMost(RunningGateway.PATIENCE)
          .until(
              () ->
                  other.frames().stream().anyMatch(one -> one.toString().contains("\"REDUCING\"")));
    }

    try (LiveClient back =
        new LiveClient(
            gateway,
            true,
            "{\"type\":\"resume\",\"stream\":\"%s\",\"sequence\":%d}"
                .formatted(known.path("stream").asString(), known.path("sequence").asLong()))) {
      await()
          .atMost(RunningGateway.PATIENCE)
          .until(() -> back.frames("update").toString().contains("\"REDUCING\""));
      assertThat(back.frames().getFirst().path("sequence").asLong())
          .isEqualTo(known.path("sequence").asLong() + 1);
      assertThat(back.frames("snapshot")).isEmpty();
    }
  }

  @Test
  void tellsAFrameAgainToWhoFindsItMissing() {
    try (LiveClient client = new LiveClient(gateway)) {
      JsonNode snapshot = awaitFrame(client, "snapshot");
      risk("HALTED");
      long sequence = awaitFrame(client, "update").path("sequence").asLong();

      client.say(
          "{\"type\":\"resume\",\"stream\":\"%s\",\"sequence\":%d}"
              .formatted(snapshot.path("stream").asString(), sequence - 1));

      await()
          .atMost(RunningGateway.PATIENCE)
          .until(
              () ->
                  client.frames("update").stream()
                          .filter(one -> one.path("sequence").asLong() == sequence)
                          .count()
                      == 2);
    }
  }

  @Test
  void givesAllToAClientOfAnotherLife() {
    try (LiveClient client =
        new LiveClient(gateway, true, "{\"type\":\"resume\",\"stream\":\"x\",\"sequence\":1}")) {
      assertThat(awaitFrame(client, "snapshot").has("state")).isTrue();
    }
  }

  @Test
  void namesWhatIsUnavailableWithinFiveSecondsAndGoesOnWithTheRest() {
    StandIn execution = gateway.service(TidemarkService.EXECUTION);
    try (LiveClient client = new LiveClient(gateway)) {
      awaitFrame(client, "snapshot");
      await().atMost(RunningGateway.PATIENCE).until(() -> unavailable(client).equals("[]"));

      execution.goAway();

      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> unavailable(client).contains("\"execution-service\""));
      assertThat(unavailable(client)).contains("[\"orders\",\"fills\"]");
      risk("HALTED");
      await()
          .atMost(RunningGateway.PATIENCE)
          .until(() -> client.frames("update").toString().contains("\"HALTED\""));
    } finally {
      execution.comeBack();
    }
  }

  @Test
  void tellsMarketsToAllAndTheBookAndTradesToWhoWatches() {
    try (LiveClient client = new LiveClient(gateway);
        LiveClient other = new LiveClient(gateway)) {
      gateway
          .service(TidemarkService.INGESTOR)
          .answer("/api/v1/candles/forming", 200, "{\"close\":\"100.5\"}");
      client.say(
          "{\"type\":\"watch\",\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\",\"timeframe\":\"1m\"}");

      await()
          .atMost(RunningGateway.PATIENCE)
          .until(
              () -> {
                publishMarket();
                return client.frames("watched").stream()
                    .anyMatch(
                        one ->
                            !one.path("trades").isEmpty()
                                && one.at("/book/bids/0/cumulative").asString("").equals("2")
                                && one.at("/forming/close").asString("").equals("100.5"));
              });

      await()
          .atMost(RunningGateway.PATIENCE)
          .until(
              () ->
                  other.frames().stream()
                      .anyMatch(
                          one ->
                              one.at("/changes/markets/kraken|BTC~1USD/bid")
                                  .asString("")
                                  .equals("100")));
      assertThat(other.frames("watched")).isEmpty();
    }
  }

  @Test
  void tellsACommandAsAThoughtOnce() {
    try (LiveClient client = new LiveClient(gateway)) {
      awaitFrame(client, "snapshot");
      Instant now = Instant.now();
      ControlCommand command =
          new ControlCommand(
              Ids.of("command", gateway.account(), "live"),
              ControlCommand.Action.PAUSE,
              gateway.account(),
              null,
              null,
              null,
              null,
              "test",
              "thought of",
              now,
              now);
      gateway.publish(command, command);

      await()
          .atMost(RunningGateway.PATIENCE)
          .until(() -> client.frames("update").toString().contains("thought of"));
    }
    JsonNode thoughts = gateway.json("/api/v1/thoughts?kind=COMMAND");
    assertThat(thoughts.path("total").asInt()).isEqualTo(1);
    assertThat(thoughts.at("/items/0/sentence").asString())
        .isEqualTo("PAUSE was asked for by test: thought of.");
    assertThat(gateway.get("/api/v1/thoughts?kind=DREAM").statusCode()).isEqualTo(400);
  }

  @Test
  void answersWhatItCannotReadAndClosesOnTenInARow() {
    try (LiveClient client = new LiveClient(gateway)) {
      awaitFrame(client, "snapshot");
      for (int i = 0; i < 9; i++) {
        client.say("no json");
      }
      client.say(
          "{\"type\":\"watch\",\"exchange\":\"kraken\",\"symbol\":\"BTC/USD\",\"timeframe\":\"1m\"}");
      await()
          .atMost(RunningGateway.PATIENCE)
          .until(() -> client.frames("error").size() == 9 && !client.frames("watched").isEmpty());
      assertThat(client.isClosed()).isFalse();

      for (int i = 0; i < 10; i++) {
        client.say("{\"type\":\"dance\"}");
      }

      await().atMost(RunningGateway.PATIENCE).until(client::isClosed);
    }
  }

  @Test
  void letsOneThatDoesNotReadHoldUpNobody() {
    StandIn execution = gateway.service(TidemarkService.EXECUTION);
    try (LiveClient deaf = new LiveClient(gateway, false, "");
        LiveClient client = new LiveClient(gateway)) {
      awaitFrame(client, "snapshot");
      for (int i = 0; i < 5; i++) {
        String detail = "x".repeat(2_000_000) + i;
        execution.answer(
            "/api/v1/fills",
            200,
            "{\"items\":[{\"fillId\":\"%d\",\"detail\":\"%s\"}],\"total\":1}".formatted(i, detail));
        int number = i;
        await()
            .atMost(RunningGateway.PATIENCE)
            .until(
                () ->
                    client.frames("update").stream()
                        .anyMatch(
                            one ->
                                one.at("/changes/fills/0/fillId")
                                    .asString("")
                                    .equals(Integer.toString(number))));
      }
      assertThat(deaf.frames()).isEmpty();
    }
  }

  @Test
  void refusesAPageOfElsewhere() {
    for (String path : List.of("/ws/live", "/%77s/live")) {
      assertThatThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .newWebSocketBuilder()
                      .header("Origin", "https://elsewhere.example")
                      .buildAsync(
                          URI.create("ws://127.0.0.1:%d%s".formatted(gateway.port(), path)),
                          new WebSocket.Listener() {})
                      .join())
          .as(path)
          .isInstanceOf(CompletionException.class)
          .hasMessageContaining("WebSocketHandshakeException");
    }
  }

  private static void risk(String state) {
    gateway
        .service(TidemarkService.POSITION)
        .answer(
            RISK,
            200,
            "{\"state\":\"%s\",\"reason\":\"test\",\"openPositions\":0}".formatted(state));
  }

  private static void publishMarket() {
    Instant now = Instant.now();
    Quantity two = Quantity.of("2");
    gateway.publish(
        new MarketTrade(
            BTC,
            "live-" + NUMBERS.incrementAndGet(),
            Price.of("100.5"),
            Quantity.of("1"),
            null,
            now,
            now),
        new Ticker(BTC, Price.of("100"), null, Price.of("101"), null, null, null, now, now),
        new OrderBook(
            BTC,
            List.of(new BookLevel(Price.of("100"), two, two)),
            List.of(new BookLevel(Price.of("101"), two, two)),
            now,
            now));
  }

  private static JsonNode awaitFrame(LiveClient client, String type) {
    return await()
        .atMost(RunningGateway.PATIENCE)
        .until(() -> client.frames(type), found -> !found.isEmpty())
        .getFirst();
  }

  private static String unavailable(LiveClient client) {
    return known(client, "unavailable").toString();
  }

  /** A part that is told as a whole, as a client knows it that applies every frame. */
  private static JsonNode known(LiveClient client, String name) {
    JsonNode known = MissingNode.getInstance();
    for (JsonNode frame : client.frames()) {
      JsonNode part = frame.path(frame.has("state") ? "state" : "changes").path(name);
      known = part.isMissingNode() ? known : part;
    }
    return known;
  }
}
