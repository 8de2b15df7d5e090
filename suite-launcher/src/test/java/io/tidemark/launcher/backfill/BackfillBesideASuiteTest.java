package io.tidemark.launcher.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command beside a backfiller that takes writes with its own key alone. */
class BackfillBesideASuiteTest {

  private static final String KEY = "the-running-suites-own-key";
  private static final String JOB =
      """
      {"jobId":"6ba7b810-9dad-51d1-80b4-00c04fd430c8","exchange":"kraken","status":"DONE",
       "detail":"","percent":100,"bars":7,"requests":1,"barsPerSecond":7,"items":[]}""";

  @TempDir private Path folder;
  private HttpServer backfiller;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @BeforeEach
  void start() throws IOException {
    backfiller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backfiller.createContext("/actuator/health/liveness", each -> answer(each, 200, "{}"));
    backfiller.createContext(
        "/api/v1/jobs",
        each -> {
          boolean known = KEY.equals(each.getRequestHeaders().getFirst("X-API-Key"));
          answer(each, known ? 202 : 401, known ? JOB : "{\"detail\":\"a write needs its key\"}");
        });
    backfiller.start();
    Files.writeString(
        folder.resolve("tidemark.yaml"), "exchange: {name: kraken}\nsymbols: [BTC/USD]\n");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @AfterEach
  void stop() {
    backfiller.stop(0);
  }

  private BackfillReport run(@Nullable URI service) {
    int offset = backfiller.getAddress().getPort() - TidemarkService.BACKFILLER.port();
    return new BackfillSession(
            new BackfillSettings(
                folder.resolve("tidemark.yaml"),
                null,
                List.of(),
                List.of(),
                null,
                null,
                false,
                service,
                null),
            new SuiteDirectory(folder.resolve("suite")),
            new SuitePorts(1, 2, 3, 4, offset),
            Map.of(),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            false)
        .run();
  }

  @Test
  void writesWithTheKeyThatTheRunningSuiteLeftInItsFolder() throws IOException {
    Path suite = Files.createDirectories(folder.resolve("suite"));
    Files.writeString(suite.resolve("api-key"), KEY);

    assertThat(run(null).succeeded()).isTrue();
    assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain(KEY);
  }

  @Test
  void tellsNobodyElseThatKey() throws IOException {
    Path suite = Files.createDirectories(folder.resolve("suite"));
    Files.writeString(suite.resolve("api-key"), KEY);
    URI named = URI.create("http://127.0.0.1:" + backfiller.getAddress().getPort());

    assertThatThrownBy(() -> run(named)).hasMessageContaining("401").hasMessageNotContaining(KEY);
  }
}
