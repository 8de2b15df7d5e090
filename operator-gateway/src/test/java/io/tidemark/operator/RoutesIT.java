package io.tidemark.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.service.TidemarkService;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is passed on, and how a service that is away or hangs is told. */
class RoutesIT {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = new RunningGateway();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void passesAReadOnWithItsQueryAndWhatItAcceptsAndTheAnswerBack() {
    StandIn ingestor = gateway.service(TidemarkService.INGESTOR);
    ingestor.answer("/api/v1/candles", 200, "[{\"close\":\"100.10\"}]");

    HttpResponse<String> answer =
        gateway.send(
            gateway
                .request("/api/v1/candles?exchange=kraken&symbol=BTC%2FUSD&timeframe=1m")
                .header("Accept", "application/json")
                .header("If-None-Match", "\"one\"")
                .header("X-Unknown", "x"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("[{\"close\":\"100.10\"}]");
    assertThat(answer.headers().firstValue("ETag")).contains("\"one\"");
    StandIn.Asked asked = ingestor.asked("/api/v1/candles?").getLast();
    assertThat(asked.target())
        .isEqualTo("/api/v1/candles?exchange=kraken&symbol=BTC%2FUSD&timeframe=1m");
    assertThat(asked.header("Accept")).isEqualTo("application/json");
    assertThat(asked.header("If-none-match")).isEqualTo("\"one\"");
    assertThat(asked.header("X-unknown")).isEmpty();
    assertThat(asked.header("X-api-key")).isEmpty();
  }

  @Test
  void passesAWriteOnWithItsBodyAndTheSuitesKey() {
    StandIn backtester = gateway.service(TidemarkService.BACKTESTER);
    backtester.answer("/api/v1/backtests", 202, "{\"id\":\"1\"}");

    HttpResponse<String> answer =
        gateway.post("/api/v1/backtests", "{\"strategy\":\"s\"}", "Idempotency-Key", "k1");

    assertThat(answer.statusCode()).isEqualTo(202);
    StandIn.Asked asked = backtester.asked("/api/v1/backtests").getLast();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.body()).isEqualTo("{\"strategy\":\"s\"}");
    assertThat(asked.header("X-api-key")).isEqualTo(RunningGateway.KEY);
    assertThat(asked.header("Idempotency-key")).isEqualTo("k1");
  }

  @Test
  void passesBackWhatAServiceRefuses() {
    gateway
        .service(TidemarkService.EXECUTION)
        .answer("/api/v1/orders/7", 400, "{\"status\":400,\"detail\":\"no UUID\"}");

    HttpResponse<String> answer = gateway.get("/api/v1/orders/7");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("no UUID");
  }

  @Test
  void knowsNoOtherPathsThanThoseOfTheServices() {
    for (String path :
        List.of("/api/v1/replays", "/api/v1/nothing", "/api/v1/orders/%2e%2e/replays")) {
      assertThat(gateway.get(path).statusCode()).as(path).isIn(400, 404);
    }
    for (StandIn service :
        List.of(
            gateway.service(TidemarkService.SCANNER), gateway.service(TidemarkService.POSITION))) {
      assertThat(service.asked("/api/v1/replays")).isEmpty();
    }
    assertThat(gateway.post("/api/v1/candles", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void refusesABodyAboveTheLimitAndTakesOneAtIt() {
    gateway.service(TidemarkService.BACKTESTER).answer("/api/v1/parity", 202, "{}");

    assertThat(gateway.post("/api/v1/parity", "x".repeat(1 << 20)).statusCode()).isEqualTo(202);
    assertThat(gateway.post("/api/v1/parity", "x".repeat((1 << 20) + 1)).statusCode())
        .isEqualTo(413);
    HttpRequest.Builder unannounced =
        gateway
            .request("/api/v1/parity")
            .header("X-API-Key", RunningGateway.KEY)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(new byte[(1 << 20) + 1])));
    assertThat(gateway.send(unannounced).statusCode()).isEqualTo(413);
  }

  @Test
  void tellsWhichServiceIsAwayWithinFiveSecondsAndServesTheOthers() {
    StandIn ml = gateway.service(TidemarkService.ML);
    gateway.service(TidemarkService.POSITION).answer("/api/v1/equity", 200, "{\"items\":[]}");
    await().atMost(RunningGateway.PATIENCE).until(() -> state("ml-service").equals("UP"));

    ml.goAway();

    HttpResponse<String> refused = gateway.get("/api/v1/models");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(RunningGateway.json(refused).path("service").asString()).isEqualTo("ml-service");
    await().atMost(Duration.ofSeconds(5)).until(() -> state("ml-service").equals("DOWN"));
    assertThat(state("position-service")).isEqualTo("UP");
    assertThat(gateway.get("/api/v1/equity").statusCode()).isEqualTo(200);

    ml.comeBack();
    await().atMost(RunningGateway.PATIENCE).until(() -> state("ml-service").equals("UP"));
  }

  @Test
  void tellsAServiceThatHangsAsDownWithoutHangingItself() {
    StandIn backfiller = gateway.service(TidemarkService.BACKFILLER);
    await().atMost(RunningGateway.PATIENCE).until(() -> state("backfiller-service").equals("UP"));

    backfiller.hang();

    await().atMost(Duration.ofSeconds(5)).until(() -> state("backfiller-service").equals("DOWN"));
    HttpResponse<String> refused = gateway.get("/api/v1/gaps");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(RunningGateway.json(refused).path("detail").asString()).contains("10000 ms");
    backfiller.goOn();
    await().atMost(RunningGateway.PATIENCE).until(() -> state("backfiller-service").equals("UP"));
  }

  @Test
  void tellsWhatADegradedServiceLacks() {
    gateway
        .service(TidemarkService.SCANNER)
        .answer(
            "/actuator/health",
            503,
            "{\"status\":\"DOWN\",\"components\":{\"db\":{\"status\":\"DOWN\"},\"ping\":{\"status\":\"UP\"}}}");

    await()
        .atMost(RunningGateway.PATIENCE)
        .until(() -> state("scanner-service").equals("DEGRADED"));

    assertThat(health("scanner-service").path("detail").asString()).isEqualTo("db DOWN");
  }

  @Test
  void tellsTheAccountAndTheStreamsInTheStatus() {
    gateway
        .service(TidemarkService.POSITION)
        .answer(
            "/api/v1/risk", 200, "{\"state\":\"REDUCING\",\"reason\":\"x\",\"openPositions\":2}");
    gateway
        .service(TidemarkService.INGESTOR)
        .answer(
            "/api/v1/streams",
            200,
            """
            [{"state":"LIVE","gaps":1,"ageSeconds":"0.500"},{"state":"STALLED","gaps":2,"ageSeconds":"12.250"}]
            """);

    JsonNode status =
        await()
            .atMost(RunningGateway.PATIENCE)
            .until(
                () -> gateway.json("/api/v1/status"),
                one -> one.has("risk") && one.path("streams").path("instruments").asInt() == 2);

    assertThat(status.at("/risk/state").asString()).isEqualTo("REDUCING");
    assertThat(status.at("/risk/openPositions").asInt()).isEqualTo(2);
    assertThat(status.at("/streams/live").asInt()).isEqualTo(1);
    assertThat(status.at("/streams/notLive").asInt()).isEqualTo(1);
    assertThat(status.at("/streams/gaps").asInt()).isEqualTo(3);
    assertThat(status.at("/streams/oldestSeconds").asString()).isEqualTo("12.250");
    assertThat(status.path("mode").asString()).isEqualTo("paper");
    assertThat(status.path("account").asString()).isEqualTo(gateway.account());
  }

  @Test
  void describesItsOwnPaths() {
    JsonNode paths = gateway.json("/v3/api-docs").path("paths");

    assertThat(paths.propertyNames())
        .containsExactlyInAnyOrder(
            "/api/v1/status",
            "/api/v1/session",
            "/api/v1/thoughts",
            "/api/v1/audit",
            "/api/v1/alerts",
            "/api/v1/alerts/prometheus",
            "/api/v1/control/{action}",
            "/api/v1/control/commands",
            "/api/v1/control/commands/{id}");
  }

  private static String state(String service) {
    return health(service).path("state").asString();
  }

  private static JsonNode health(String service) {
    return gateway
        .json("/api/v1/status")
        .path("services")
        .valueStream()
        .filter(one -> one.path("service").asString().equals(service))
        .findFirst()
        .orElseThrow();
  }
}
