package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.simulator.SimulatorSettings.ClockSettings;
import io.tidemark.simulator.control.Ledger;
import io.tidemark.simulator.rest.ApiKey;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.Signatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trades as a client does: over real HTTP and WebSocket connections. */
class ExchangeSimulatorIT {

  private static final Instant OPENING = Instant.parse("2013-11-25T00:00:00Z");
  private static final ApiKey ALICE = TestVenues.ALICE;

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable ExchangeSimulator running;
  private long nonce = 1;

  @TempDir private Path directory = Path.of("");

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
    http.close();
  }

  @Test
  void aClientTradesFromSubscriptionToFill() {
    ExchangeSimulator simulator = start(held());
    Heard market = connect(simulator, "/ws");
    market.send(
        """
        {"event":"subscribe","reqid":1,"pair":["XBT/USD"],"subscription":{"name":"trade"}}""");
    market.send(
        """
        {"event":"subscribe","reqid":2,"pair":["XBT/USD"],"subscription":{"name":"book","depth":10}}""");
    String token = post(simulator, "GetWebSocketsToken", "").at("/result/token").asString();
    Heard account = connect(simulator, "/ws-auth");
    for (String name : List.of("openOrders", "ownTrades")) {
      account.send(
          """
          {"event":"subscribe","subscription":{"name":"%s","token":"%s"}}"""
              .formatted(name, token));
    }
    account.await(message -> message.path(1).asString("").equals("ownTrades"));

    String resting =
        post(
                simulator,
                "AddOrder",
                "pair=XBTUSD&type=buy&ordertype=limit&volume=0.2&price=799.9&cl_ord_id=rest-1")
            .at("/result/txid/0")
            .asString();
    String taking =
        post(simulator, "AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=1")
            .at("/result/txid/0")
            .asString();
    account.await(message -> closes(message, taking));
    simulator.setLimit(OPENING.plus(Duration.ofHours(1)));
    account.await(message -> closes(message, resting));
    market.await(message -> message.path(2).asString("").equals("trade"));

    Ledger.Account books = account(simulator);
    assertThat(books.openOrders()).isEmpty();
    assertThat(books.balances().get("BTC")).isNotNull();
    assertThat(total(books, "BTC")).isEqualByComparingTo("6.2");
    BigDecimal paid =
        books.fills().stream()
            .map(fill -> fill.cost().add(fill.fee()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(total(books, "USD")).isEqualByComparingTo(new BigDecimal("10000").subtract(paid));
    assertThat(books.fills()).anyMatch(fill -> fill.clOrdId().equals(Optional.of("rest-1")));
    JsonNode history = post(simulator, "TradesHistory", "").path("result");
    assertThat(history.path("count").asInt()).isEqualTo(books.fills().size());
  }

  private static boolean closes(JsonNode message, String order) {
    return message.path(1).asString("").equals("openOrders")
        && message.at("/0/0/" + order + "/status").asString("").equals("closed");
  }

  @Test
  void theClockIsControlledOverHttp() {
    ExchangeSimulator simulator = start(held());

    JsonNode set = put(simulator, "{\"limit\":\"2013-11-25T00:10:00Z\",\"speed\":5000}");
    assertThat(set.path("speed").asDouble()).isEqualTo(5000);
    await().until(() -> simulator.venueTime().equals(OPENING.plusSeconds(600)));

    assertThat(put(simulator, "{\"speed\":0}").path("status").asInt()).isEqualTo(400);
    assertThat(put(simulator, "nonsense").path("status").asInt()).isEqualTo(400);
    JsonNode clock = get(simulator, "/sim/v1/clock");
    assertThat(clock.path("limit").asString()).isEqualTo("2013-11-25T00:10:00Z");
    assertThat(clock.path("speed").asDouble()).isEqualTo(5000);
    assertThat(get(simulator, "/sim/v1/status").at("/markets/0/skippedRows").asInt()).isEqualTo(18);
    assertThat(get(simulator, "/sim/v1/else").path("status").asInt()).isEqualTo(404);
  }

  @Test
  void aClientThatDoesNotReadHoldsTheClockAndLosesNothing() throws IOException {
    ExchangeSimulator simulator =
        start(
            TestVenues.settings().withClock(new ClockSettings(1_000_000, true, Optional.empty())));
    simulator.setRunning(false);
    try (Socket deaf = new Socket("127.0.0.1", simulator.port())) {
      deaf.getOutputStream().write(handshake());
      assertThat(deaf.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 101");
      deaf.getOutputStream()
          .write(
              masked(
                  """
                  {"event":"subscribe","pair":["XBT/USD"],"subscription":{"name":"book","depth":100}}"""));
      await().until(() -> deaf.getInputStream().available() > 1_000);
      simulator.setRunning(true);

      await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(20))
          .until(simulator::venueTime, new SameAsBefore()::test);
      assertThat(simulator.clock().ended()).isFalse();
    }
    Instant heldAt = simulator.venueTime();
    await().until(() -> simulator.venueTime().isAfter(heldAt));
  }

  @Test
  void aRestartOnTheSameStateGoesOnWithTheSameOrders() {
    SimulatorSettings settings = held().withStateDirectory(directory);
    ExchangeSimulator first = start(settings);
    post(first, "AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&userref=5");
    post(first, "AddOrder", "pair=XBTUSD&type=sell&ordertype=market&volume=1");
    Ledger before = first.ledger();
    first.close();

    ExchangeSimulator second = start(settings);

    assertThat(second.ledger().accounts()).isEqualTo(before.accounts());
    assertThat(second.venueTime()).isAfterOrEqualTo(before.venueTime());
    JsonNode open = post(second, "OpenOrders", "userref=5").at("/result/open");
    assertThat(open).hasSize(1);
  }

  /** Whether a value is the one that was seen before. */
  private static final class SameAsBefore {
    private Instant before = Instant.EPOCH;

    boolean test(Instant now) {
      boolean same = now.equals(before);
      before = now;
      return same;
    }
  }

  /** Held at the opening, fast once the limit is raised. */
  private static SimulatorSettings held() {
    return TestVenues.settings().withClock(new ClockSettings(20_000, true, Optional.of(OPENING)));
  }

  private ExchangeSimulator start(SimulatorSettings settings) {
    ExchangeSimulator started = ExchangeSimulator.start(settings, Clock.systemUTC());
    running = started;
    return started;
  }

  private static Ledger.Account account(ExchangeSimulator simulator) {
    return Optional.ofNullable(simulator.ledger().accounts().get(ALICE.key())).orElseThrow();
  }

  private static BigDecimal total(Ledger.Account account, String asset) {
    return Optional.ofNullable(account.balances().get(asset)).orElseThrow().total();
  }

  private JsonNode get(ExchangeSimulator simulator, String path) {
    return send(HttpRequest.newBuilder(uri(simulator, path)).build());
  }

  private JsonNode put(ExchangeSimulator simulator, String body) {
    return send(
        HttpRequest.newBuilder(uri(simulator, "/sim/v1/clock"))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode post(ExchangeSimulator simulator, String method, String form) {
    String path = "/0/private/" + method;
    long used = nonce++;
    String body = "nonce=" + used + (form.isEmpty() ? "" : "&" + form);
    return send(
        HttpRequest.newBuilder(uri(simulator, path))
            .header("API-Key", ALICE.key())
            .header("API-Sign", Signatures.sign(ALICE, path, used, body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static URI uri(ExchangeSimulator simulator, String path) {
    return URI.create("http://127.0.0.1:" + simulator.port() + path);
  }

  private JsonNode send(HttpRequest request) {
    try {
      return KrakenJson.mapper()
          .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Heard connect(ExchangeSimulator simulator, String path) {
    Heard heard = new Heard();
    heard.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + simulator.port() + path), heard)
            .join();
    heard.await(message -> message.path("event").asString("").equals("systemStatus"));
    return heard;
  }

  private static byte[] handshake() {
    return """
        GET /ws HTTP/1.1\r
        Host: localhost\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        \r
        """
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A short text frame of a client, masked with zeros. */
  private static byte[] masked(String text) {
    byte[] payload = text.strip().getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[payload.length + 6];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | payload.length);
    System.arraycopy(payload, 0, frame, 6, payload.length);
    return frame;
  }

  /** What a client heard. */
  private static final class Heard implements WebSocket.Listener {
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        messages.add(KrakenJson.mapper().readTree(partial.toString()));
        partial.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    void send(String text) {
      if (socket != null) {
        socket.sendText(text, true).join();
      }
    }

    void await(Predicate<JsonNode> wanted) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(messages).anyMatch(wanted));
    }
  }
}
