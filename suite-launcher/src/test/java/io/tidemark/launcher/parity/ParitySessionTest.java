package io.tidemark.launcher.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.core.parity.ParityVerdict;
import io.tidemark.core.parity.Window;
import io.tidemark.kit.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command beside a backtester that takes its time. */
class ParitySessionTest {

  private static final String KEY = "key";
  private static final String BEGIN =
      """
      {"id":"6ba7b810-9dad-51d1-80b4-00c04fd430c8","run":"r","from":"2026-01-01T00:00:00Z",
       "to":"2026-01-02T00:00:00Z","codeVersion":"0123456789abcdef","attempt":1,
       "origin":"REQUEST","requestedAt":"2026-01-03T00:00:00Z",
      """;
  private static final String FIRST =
      """
      {"index":812,"subject":"2026-01-01T11:17:00Z kraken|BTC/USD rsi",
       "recorded":"confidence=0.71","replayed":"confidence=0.74",
       "fields":[{"field":"confidence","recorded":"0.71","replayed":"0.74"}],
       "recordedChain":[{"kind":"bars","id":"market.bar.v1[3]@1","detail":"1m close 770.1"}],
       "replayedChain":[{"kind":"decision","id":"d","detail":"rsi on 1m"}]}
      """;

  private final List<String> running =
      List.of("scanner-service replays", "position-service replays");
  private final AtomicInteger asked = new AtomicInteger();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Window day =
      new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"));

  @TempDir private Path folder;
  private HttpServer backtester;
  private String end = "";

  @BeforeEach
  void start() throws IOException {
    backtester = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backtester.createContext("/api/v1/parity", this::answer);
    backtester.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean isWrite = exchange.getRequestMethod().equals("POST");
      boolean isKnown = KEY.equals(exchange.getRequestHeaders().getFirst("X-API-Key"));
      int turn = asked.getAndIncrement();
      if (isWrite && !isKnown) {
        send(exchange, 401, "{\"detail\":\"the X-API-Key header is missing or wrong\"}");
      } else if (isWrite && !body.contains("\"from\":\"2026-01-01T00:00:00Z\"")) {
        send(exchange, 400, "{\"detail\":\"from and to must be given\"}");
      } else if (turn < running.size()) {
        send(
            exchange,
            202,
            BEGIN
                + "\"status\":\"RUNNING\",\"detail\":\"%s\",\"reports\":[]}"
                    .formatted(running.get(turn)));
      } else {
        send(exchange, 200, BEGIN + end);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @AfterEach
  void stop() {
    backtester.stop(0);
  }

  private ParityVerdict run(String key, Path json) {
    URI service = URI.create("http://127.0.0.1:" + backtester.getAddress().getPort());
    return new ParitySession(service, key, new PrintStream(output, true, StandardCharsets.UTF_8))
        .run(day, json);
  }

  private static String done(String verdict, String first, String missing) {
    String report =
        """
        {"service":"scanner-service","run":"r","from":"2026-01-01T00:00:00Z",
         "to":"2026-01-02T00:00:00Z","verdict":"%s","missing":%s,"inputs":1440,"recorded":1728,
         "replayed":1728,"recordedSha256":"4c1d0e6f7a21ffff","replayedSha256":"90be5531c0d4ffff",
         "differences":1,"configurations":{}}
        """
            .formatted(verdict, missing);
    return """
        "status":"DONE","detail":"done","verdict":"%s","recordedSha256":"4c1d0e6f7a21ffff",
        "replayedSha256":"90be5531c0d4ffff","configurationSha256":"7be0c5aa9d13ffff",%s
        "missing":%s,"reports":[%s]}
        """
        .formatted(verdict, first, missing, report);
  }

  @Test
  void followsACertificateAndTellsTheFirstDifferenceWithWhatLedToBoth() throws Exception {
    end = done("DIFFERENT", "\"firstDifference\":" + FIRST + ",", "[]");
    Path file = folder.resolve("certificate.json");

    assertThat(run(KEY, file)).isEqualTo(ParityVerdict.DIFFERENT);

    assertThat(output.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "  scanner-service replays",
            "  position-service replays",
            "DIFFERENT from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z",
            "  scanner-service   DIFFERENT  1,440 inputs, 1,728 events recorded, 1,728 replayed,"
                + " 1 differences",
            "  recorded 4c1d0e6f7a21, replayed 90be5531c0d4, code 0123456789ab, configuration"
                + " 7be0c5aa9d13",
            "  certificate 6ba7b810-9dad-51d1-80b4-00c04fd430c8",
            "first difference, at 812: 2026-01-01T11:17:00Z kraken|BTC/USD rsi",
            "  confidence: recorded 0.71, replayed 0.74",
            "  what led to it as recorded:",
            "    bars market.bar.v1[3]@1: 1m close 770.1",
            "  what led to it as replayed:",
            "    decision d: rsi on 1m");
    JsonNode written = Json.mapper().readTree(file.toFile());
    assertThat(written.path("verdict").asString()).isEqualTo("DIFFERENT");
    assertThat(written.at("/firstDifference/index").asInt()).isEqualTo(812);
  }

  @Test
  void tellsWhatCouldNotBeReplayed() {
    end = done("INCOMPLETE", "", "[\"scanner-service: Kafka no longer keeps them\"]");

    assertThat(run(KEY, folder.resolve("c.json"))).isEqualTo(ParityVerdict.INCOMPLETE);
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("  not replayed: scanner-service: Kafka no longer keeps them")
        .doesNotContain("first difference");
  }

  @Test
  void tellsWhyThereIsNoCertificate() {
    end = "\"status\":\"FAILED\",\"detail\":\"scanner-service does not answer\",\"reports\":[]}";

    assertThatThrownBy(() -> run(KEY, folder.resolve("c.json")))
        .isInstanceOf(ParityUnavailableException.class)
        .hasMessage("no certificate: scanner-service does not answer");
  }

  @Test
  void tellsThatItsKeyIsNotTheServices() {
    assertThatThrownBy(() -> run("another", folder.resolve("c.json")))
        .isInstanceOf(ParityUnavailableException.class)
        .hasMessageContaining("answers 401: the X-API-Key header is missing or wrong");
  }
}
