package io.tidemark.backtester.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.backtester.BacktesterApplication;
import io.tidemark.core.parity.ParityCheck;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.DeployedCode;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Certificates on a real Postgres, of reports that stand in for those of the two services. */
class ParityIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY = "key";
  private static final String DAY =
      "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}";

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("parity");
  private final HttpClient http = HttpClient.newHttpClient();
  private final StandIn scanner = new StandIn(Reports.equal("scanner-service", 3));
  private final StandIn position = new StandIn(Reports.equal("position-service", 2));

  @TempDir private Path folder;
  private @Nullable ConfigurableApplicationContext service;

  private void start(String... further) throws IOException {
    Files.createDirectories(folder.resolve("strategies"));
    Path configuration =
        Files.writeString(
            folder.resolve("tidemark.yaml"), "exchange: {name: kraken}\nsymbols: [BTC/USD]\n");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tidemark.config=" + configuration,
                "--tidemark.run=" + Reports.RUN,
                "--tidemark.api-key=" + KEY,
                "--tidemark.services.scanner=" + scanner.url(),
                "--tidemark.services.position=" + position.url(),
                "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
    arguments.addAll(List.of(further));
    service =
        ServiceApplication.run(
            TidemarkService.BACKTESTER,
            BacktesterApplication.class,
            arguments.toArray(String[]::new));
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
    scanner.close();
    position.close();
    http.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    if (service == null) {
      throw new IllegalStateException("start the service first");
    }
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> post(String body, String key) throws Exception {
    return send(
        request("/api/v1/parity")
            .header("Content-Type", "application/json")
            .header("X-API-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private JsonNode get(String path) throws Exception {
    return Json.mapper().readTree(send(request(path).GET()).body());
  }

  /** A certificate that was asked for, once it is done or has failed. */
  private JsonNode certificate() throws Exception {
    HttpResponse<String> begun = post(DAY, KEY);
    assertThat(begun.statusCode()).as(begun::body).isEqualTo(202);
    String id = Json.mapper().readTree(begun.body()).path("id").asString();
    return await()
        .atMost(PATIENCE)
        .until(
            () -> get("/api/v1/parity/" + id),
            told -> !told.path("status").asString().equals("RUNNING"));
  }

  @Test
  void certifiesWhatBothServicesReplayAlike() throws Exception {
    start();

    JsonNode first = certificate();
    JsonNode second = certificate();

    assertThat(first.path("status").asString()).as(first::toString).isEqualTo("DONE");
    assertThat(first.path("verdict").asString()).isEqualTo("EQUAL");
    assertThat(first.path("inputs").asInt()).isEqualTo(5);
    assertThat(first.path("recordedSha256").asString())
        .isEqualTo(first.path("replayedSha256").asString())
        .hasSize(64);
    assertThat(first.path("reports")).hasSize(2);
    assertThat(first.path("id").asString())
        .isEqualTo(
            Ids.of(
                    "parity-certificate",
                    Reports.RUN,
                    Reports.DAY.from(),
                    Reports.DAY.to(),
                    DeployedCode.sha256(ParityCheck.class),
                    1)
                .toString());
    assertThat(second.path("attempt").asInt()).isEqualTo(2);
    assertThat(second.path("recordedSha256")).isEqualTo(first.path("recordedSha256"));
    assertThat(scanner.asked())
        .containsOnly("/api/v1/replays?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")
        .hasSize(2);
    JsonNode page = get("/api/v1/parity?size=1");
    assertThat(page.path("total").asInt()).isEqualTo(2);
    assertThat(page.path("items").get(0).path("id")).isEqualTo(second.path("id"));
    assertThat(send(request("/actuator/prometheus").GET()).body())
        .containsPattern("tidemark_parity_verdict\\{[^}]*} 0.0")
        .contains("tidemark_parity_certificate_age_seconds")
        .containsPattern("tidemark_parity_differences_total\\{[^}]*} 0.0");
  }

  @Test
  void tellsTheFirstDifferenceWithWhatLedToBoth() throws Exception {
    position.report(Reports.different("position-service"));
    start();

    JsonNode certificate = certificate();

    assertThat(certificate.path("verdict").asString())
        .as(certificate::toString)
        .isEqualTo("DIFFERENT");
    assertThat(certificate.at("/firstDifference/subject").asString()).isEqualTo("s1");
    assertThat(certificate.at("/firstDifference/fields/0/recorded").asString()).isEqualTo("1");
    assertThat(certificate.at("/firstDifference/fields/0/replayed").asString()).isEqualTo("2");
    assertThat(certificate.at("/firstDifference/recordedChain/0/id").asString())
        .isEqualTo("position-service");
    assertThat(send(request("/actuator/prometheus").GET()).body())
        .containsPattern("tidemark_parity_verdict\\{[^}]*} 2.0")
        .containsPattern("tidemark_parity_differences_total\\{[^}]*} 1.0");
  }

  @Test
  void failsIfAServiceDoesNotAnswerOrIsOfAnotherRun() throws Exception {
    start();
    position.report(Reports.ofRun("another", "position-service"));
    JsonNode other = certificate();
    position.close();
    JsonNode away = certificate();

    assertThat(other.path("status").asString()).isEqualTo("FAILED");
    assertThat(other.path("detail").asString())
        .isEqualTo(
            "position-service replays run another, this service is of parity-run; set"
                + " tidemark.run alike");
    assertThat(away.path("status").asString()).isEqualTo("FAILED");
    assertThat(away.path("detail").asString()).startsWith("position-service does not answer");
    assertThat(away.has("verdict")).isFalse();
  }

  @Test
  void refusesAWrongWindowAndAWrongKey() throws Exception {
    start();

    assertThat(post(DAY, "another").statusCode()).isEqualTo(401);
    HttpResponse<String> reversed =
        post("{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\"}", KEY);
    assertThat(reversed.statusCode()).isEqualTo(400);
    assertThat(reversed.body()).contains("to must be after from");
    assertThat(post("{}", KEY).body()).contains("from and to must be given");
    assertThat(get("/api/v1/parity/" + Ids.of("nothing")).path("detail").asString())
        .contains("no certificate has the id");
    assertThat(scanner.asked()).isEmpty();
  }

  @Test
  void certifiesTheDayBeforeEachNightOnce() throws Exception {
    scanner.time("2026-01-01T10:00:00Z");
    start("--tidemark.clock=" + scanner.url() + "/clock");
    assertThat(get("/api/v1/parity").path("total").asInt()).isZero();

    scanner.time("2026-01-02T00:31:00Z");
    JsonNode done =
        await()
            .atMost(PATIENCE)
            .until(
                () -> get("/api/v1/parity").path("items").path(0),
                told -> told.path("status").asString("").equals("DONE"));
    scanner.time("2026-01-02T20:00:00Z");
    JsonNode asked = certificate();

    assertThat(done.path("origin").asString()).isEqualTo("NIGHTLY");
    assertThat(done.path("from").asString()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(done.path("to").asString()).isEqualTo("2026-01-02T00:00:00Z");
    assertThat(asked.path("attempt").asInt()).isEqualTo(2);
    assertThat(get("/api/v1/parity").path("total").asInt()).isEqualTo(2);
  }
}
