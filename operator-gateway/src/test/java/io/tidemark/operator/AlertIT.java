package io.tidemark.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Alerts from where they come to where they are told, on a real Kafka and a real Postgres. */
class AlertIT {

  private static StandIn hook;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    hook = new StandIn();
    hook.answer("/hook", 204, "");
    gateway =
        new RunningGateway(
            "--tidemark.operator.webhook.url=" + hook.url() + "/hook",
            "--TIDEMARK_WEBHOOK_SECRET=secret",
            "--tidemark.operator.alerts.most-a-minute=100");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    hook.close();
  }

  @Test
  void tellsTheAccountsStateUntilItTradesAgain() {
    think("RISK", "NOTICE", "Account main trades, with 0 open: it was opened.", "{}");
    think("RISK", "WARNING", "Account main only reduces, with 1 open: the day's loss.", "{}");
    think("RISK", "WARNING", "Account main only reduces, with 2 open: the day's loss.", "{}");
    think("RISK", "NOTICE", "Account main trades, with 2 open: resumed.", "{}");

    awaitTold("CLEARED Account main only reduces, with 1 open: the day's loss.");
    JsonNode alert = alert("Account main only reduces, with 1 open: the day's loss.");
    assertThat(alert.path("severity").asString()).isEqualTo("WARNING");
    assertThat(alert.path("clearance").asString())
        .isEqualTo("Account main trades, with 2 open: resumed.");
    assertThat(alert.path("time").asString()).isEqualTo("2013-11-25T00:00:00Z");
    assertThat(alert.path("deliveries").valueStream())
        .extracting(
            one ->
                "%s %s %s %s %d"
                    .formatted(
                        one.path("channel").asString(),
                        one.path("recipient").asString(),
                        one.path("news").asString(),
                        one.path("state").asString(),
                        one.path("attempts").asInt()))
        .containsExactly("WEBHOOK 127.0.0.1 RAISED SENT 1", "WEBHOOK 127.0.0.1 CLEARED SENT 1");
    assertThat(titles("?source=THOUGHT"))
        .noneMatch(title -> title.contains("with 2 open: the day's loss"));
  }

  @Test
  void tellsAnUnknownOrderUntilItIsKnownAgain() {
    String order = UUID.randomUUID().toString();
    StandIn execution = gateway.service(TidemarkService.EXECUTION);
    execution.answer("/api/v1/orders/" + order, 200, "{\"status\":\"UNKNOWN\"}");
    think("ORDER", "INFO", "Nothing to look at.", "{}");
    think(
        "ORDER", "ALERT", "The order may be there.", "{\"clientOrderId\":\"%s\"}".formatted(order));
    think("ORDER", "ALERT", "It still may.", "{\"clientOrderId\":\"%s\"}".formatted(order));

    awaitTold("RAISED The order may be there.");
    assertThat(titles("?open=true&severity=CRITICAL")).contains("The order may be there.");
    execution.answer("/api/v1/orders/" + order, 200, "{\"status\":\"FILLED\"}");

    awaitTold("CLEARED The order may be there.");
    assertThat(alert("The order may be there.").path("clearance").asString())
        .isEqualTo("The order is known again: FILLED.");
    assertThat(titles("")).doesNotContain("It still may.", "Nothing to look at.");
  }

  @Test
  void takesTheAlertsOfPrometheus() {
    String firing = prometheus("firing");

    assertThat(gateway.post("/api/v1/alerts/prometheus", firing).body())
        .isEqualTo("{\"received\":1,\"raised\":1,\"cleared\":0}");
    // It is sent again while it lasts.
    assertThat(bearer(firing, RunningGateway.KEY).body())
        .isEqualTo("{\"received\":1,\"raised\":0,\"cleared\":0}");
    awaitTold("RAISED HeapFull: The heap of <b>x</b> is full");
    assertThat(gateway.post("/api/v1/alerts/prometheus", prometheus("resolved")).body())
        .isEqualTo("{\"received\":1,\"raised\":0,\"cleared\":1}");
    assertThat(gateway.post("/api/v1/alerts/prometheus", firing).body())
        .isEqualTo("{\"received\":1,\"raised\":0,\"cleared\":0}");

    awaitTold("CLEARED HeapFull: The heap of <b>x</b> is full");
    JsonNode alert = alert("HeapFull: The heap of <b>x</b> is full");
    assertThat(alert.path("source").asString()).isEqualTo("PROMETHEUS");
    assertThat(alert.path("severity").asString()).isEqualTo("WARNING");
    assertThat(alert.path("link").asString()).isEqualTo("docs/runbooks/heap-full.md");
    assertThat(told().filter(one -> one.contains("HeapFull"))).hasSize(2);
  }

  @Test
  void refusesWhatIsNoMessageOfAnAlertmanager() {
    assertThat(
            gateway
                .send(
                    RunningGateway.posting(
                        gateway.request("/api/v1/alerts/prometheus"), prometheus("firing")))
                .statusCode())
        .isEqualTo(401);
    assertThat(bearer(prometheus("firing"), "wrong").statusCode()).isEqualTo(401);
    assertThat(
            gateway
                .send(
                    RunningGateway.posting(
                        gateway
                            .request("/api/v1/control/pause")
                            .header("Authorization", "Bearer " + RunningGateway.KEY),
                        "{\"reason\":\"r\",\"confirm\":true}"))
                .statusCode())
        .isEqualTo(401);
    assertRefused(prometheus("firing").replace("\"4\"", "\"3\""), "version must be \\\"4\\\"");
    assertRefused(prometheus("smoking"), "alerts[0].status must be firing or resolved");
    assertRefused("{\"version\":\"4\"}", "alerts must be a list");
    assertRefused("{\"version\":\"4\",\"alerts\":[null]}", "alerts[0] must be an alert");
    assertRefused(
        "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\"}]}",
        "alerts[0].startsAt is missing");
    assertThat(gateway.post("/api/v1/alerts/prometheus", "[").statusCode()).isEqualTo(400);
    assertThat(gateway.get("/api/v1/alerts?severity=LOUD").statusCode()).isEqualTo(400);
  }

  private static void assertRefused(String body, String why) {
    HttpResponse<String> answer = gateway.post("/api/v1/alerts/prometheus", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(why);
  }

  private static HttpResponse<String> bearer(String body, String key) {
    return gateway.send(
        RunningGateway.posting(
            gateway.request("/api/v1/alerts/prometheus").header("Authorization", "Bearer " + key),
            body));
  }

  private static String prometheus(String status) {
    return """
    {"version":"4","groupKey":"{}:{}","truncatedAlerts":0,"status":"%1$s","receiver":"tidemark",
     "groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am:9093",
     "alerts":[{"status":"%1$s",
       "labels":{"alertname":"HeapFull","severity":"warning","service":"x"},
       "annotations":{"summary":"The heap of <b>x</b> is full","description":"For ten minutes.",
         "runbook_url":"docs/runbooks/heap-full.md"},
       "startsAt":"2026-01-01T00:00:00.123456789Z","endsAt":"0001-01-01T00:00:00Z",
       "generatorURL":"http://prometheus:9090/graph","fingerprint":"c0ffee00c0ffee00"}]}
    """
        .formatted(status);
  }

  private static void think(String kind, String severity, String sentence, String subjects) {
    gateway
        .tables()
        .sql(
            """
            insert into thought (thought_id, run, event_time, kind, severity, sentence, subjects)
            values (gen_random_uuid(), ?, '2013-11-25Z', ?, ?, ?, ?::jsonb)""")
        .params(gateway.account(), kind, severity, sentence, subjects)
        .update();
  }

  private static Stream<String> told() {
    return hook.asked("/hook").stream()
        .flatMap(one -> Json.mapper().readTree(one.body()).path("alerts").valueStream())
        .map(one -> one.path("news").asString() + " " + one.path("title").asString());
  }

  private static void awaitTold(String what) {
    await().atMost(RunningGateway.PATIENCE).until(() -> told().anyMatch(what::equals));
  }

  private static List<String> titles(String query) {
    return gateway
        .json("/api/v1/alerts" + query)
        .path("items")
        .valueStream()
        .map(one -> one.path("title").asString())
        .toList();
  }

  private static JsonNode alert(String title) {
    return await()
        .atMost(RunningGateway.PATIENCE)
        .until(
            () ->
                gateway
                    .json("/api/v1/alerts")
                    .path("items")
                    .valueStream()
                    .filter(one -> one.path("title").asString().equals(title))
                    .findFirst()
                    .orElseThrow(),
            one ->
                one.path("deliveries")
                    .valueStream()
                    .allMatch(delivery -> delivery.path("state").asString().equals("SENT")));
  }
}
