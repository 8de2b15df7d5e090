package io.tidemark.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.service.TidemarkService;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Keys, sessions, origins, and requests that are not let in. */
class AccessIT {

  private static final String PAUSE = "/api/v1/control/pause";
  private static final String SESSION = "/api/v1/session";
  private static final String CONFIRMED = "{\"reason\":\"test\",\"confirm\":true}";
  private static final String READ_KEY = "the-key-of-a-reader";

  @Test
  void letsASessionWriteWithItsTokenOnlyAndKeepsTheKeyToItself() {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway.service(TidemarkService.BACKTESTER).answer("/api/v1/backtests", 202, "{}");
      assertThat(gateway.send(signIn(gateway, "wrong")).statusCode()).isEqualTo(401);

      HttpResponse<String> signedIn = gateway.send(signIn(gateway, RunningGateway.KEY));

      assertThat(signedIn.statusCode()).isEqualTo(200);
      String setCookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(setCookie).contains("HttpOnly").contains("SameSite=Strict");
      assertThat(setCookie + signedIn.body()).doesNotContain(RunningGateway.KEY);
      String cookie = setCookie.substring(0, setCookie.indexOf(';'));
      JsonNode csrf = RunningGateway.json(signedIn).path("csrf");

      assertThat(gateway.send(of(cookie, write(gateway, PAUSE, CONFIRMED))).statusCode())
          .isEqualTo(403);
      assertThat(
              gateway
                  .send(
                      of(cookie, write(gateway, PAUSE, CONFIRMED))
                          .header(csrf.path("header").asString(), "forged"))
                  .statusCode())
          .isEqualTo(403);
      String header = csrf.path("header").asString();
      String token = csrf.path("token").asString();
      assertThat(
              gateway
                  .send(of(cookie, write(gateway, PAUSE, CONFIRMED)).header(header, token))
                  .statusCode())
          .isEqualTo(202);
      assertThat(
              gateway
                  .send(of(cookie, write(gateway, "/api/v1/backtests", "{}")).header(header, token))
                  .statusCode())
          .isEqualTo(202);
      assertThat(
              gateway
                  .service(TidemarkService.BACKTESTER)
                  .asked("/api/v1/backtests")
                  .getLast()
                  .header("X-api-key"))
          .isEqualTo(RunningGateway.KEY);
      JsonNode seen = RunningGateway.json(gateway.send(of(cookie, gateway.request(SESSION))));
      assertThat(seen.path("by").asString()).isEqualTo("session");
      assertThat(seen.at("/csrf/token").asString()).isEqualTo(token);

      HttpRequest.Builder signOut = of(cookie, gateway.request(SESSION)).DELETE();
      assertThat(gateway.send(signOut.header(header, token)).statusCode()).isEqualTo(204);
      assertThat(
              gateway
                  .send(of(cookie, write(gateway, PAUSE, CONFIRMED)).header(header, token))
                  .statusCode())
          .isEqualTo(401);
      List<String> audited =
          gateway
              .json("/api/v1/audit?outcome=ACCEPTED")
              .path("items")
              .valueStream()
              .map(one -> one.path("action").asString() + " by " + one.path("actor").asString())
              .toList();
      assertThat(audited)
          .containsExactly(
              "SIGN_OUT by session", "POST by session", "PAUSE by session", "SIGN_IN by session");
    }
  }

  @Test
  void refusesForgedOriginsAndUnknownSendersAndSaysSoInTheRecord() {
    try (RunningGateway gateway = new RunningGateway()) {
      assertThat(gateway.post(PAUSE, CONFIRMED, "Origin", "https://elsewhere.example").statusCode())
          .isEqualTo(403);
      assertThat(gateway.post(PAUSE, CONFIRMED, "Origin", "null").statusCode()).isEqualTo(403);
      assertThat(gateway.post(PAUSE, CONFIRMED, "Sec-Fetch-Site", "cross-site").statusCode())
          .isEqualTo(403);
      assertThat(
              gateway
                  .post(PAUSE, CONFIRMED, "Origin", "http://127.0.0.1:" + gateway.port())
                  .statusCode())
          .isEqualTo(202);
      assertThat(gateway.send(write(gateway, PAUSE, CONFIRMED)).statusCode()).isEqualTo(401);
      await()
          .atMost(RunningGateway.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          gateway
                              .json("/api/v1/audit?outcome=REFUSED")
                              .path("items")
                              .valueStream()
                              .map(one -> one.path("status").asInt()))
                      .containsExactlyInAnyOrder(403, 403, 403, 401));
    }
  }

  @Test
  void letsAReaderReadAndNothingElseAndNobodyWithoutAKey() {
    try (RunningGateway gateway = new RunningGateway("--tidemark.read-key=" + READ_KEY)) {
      gateway.service(TidemarkService.POSITION).answer("/api/v1/risk", 200, "{}");

      assertThat(gateway.get("/api/v1/risk").statusCode()).isEqualTo(401);
      assertThat(gateway.get("/api/v1/status").statusCode()).isEqualTo(401);
      assertThat(gateway.get("/ws/live").statusCode()).isEqualTo(401);
      assertThat(gateway.get("/%61pi/v1/status").statusCode()).isEqualTo(401);
      assertThat(gateway.get(SESSION).statusCode()).isEqualTo(200);
      assertThat(gateway.get("/actuator/health").statusCode()).isIn(200, 503);
      HttpRequest.Builder read = gateway.request("/api/v1/risk").header("X-API-Key", READ_KEY);
      assertThat(gateway.send(read).statusCode()).isEqualTo(200);
      HttpRequest.Builder write = write(gateway, PAUSE, CONFIRMED).header("X-API-Key", READ_KEY);
      assertThat(gateway.send(write).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void tellsBrowsersWhatItsPagesMayDo() {
    try (RunningGateway gateway = new RunningGateway()) {
      gateway
          .service(TidemarkService.BACKTESTER)
          .page("/api/v1/backtests/1/report", "<script>draw()</script>");

      HttpResponse<String> status = gateway.get("/api/v1/status");
      assertThat(status.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(status.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(status.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'self'; script-src 'self'")
          .contains("frame-ancestors 'none'");
      assertThat(status.headers().firstValue("Set-Cookie")).isEmpty();
      HttpResponse<String> report = gateway.get("/api/v1/backtests/1/report");
      assertThat(report.body()).isEqualTo("<script>draw()</script>");
      assertThat(report.headers().allValues("Content-Security-Policy"))
          .singleElement()
          .asString()
          .startsWith("sandbox allow-scripts; default-src 'none'");
    }
  }

  /** Ten wrong keys are judged; the rest is told to wait, most of it by one entry in the record. */
  @Test
  void bearsAThousandWrongKeysAtOnce() throws Exception {
    try (RunningGateway gateway = new RunningGateway();
        ExecutorService senders = Executors.newFixedThreadPool(16)) {
      HttpResponse<String> session = gateway.send(signIn(gateway, RunningGateway.KEY));
      List<Future<Integer>> sent =
          IntStream.range(0, 1_000)
              .mapToObj(
                  i ->
                      senders.submit(
                          () ->
                              gateway
                                  .send(
                                      write(gateway, PAUSE, CONFIRMED)
                                          .header("X-API-Key", "guess-" + i))
                                  .statusCode()))
              .toList();
      int limited = 0;
      for (Future<Integer> answer : sent) {
        assertThat(answer.get()).isIn(401, 429);
        limited += answer.get() == 429 ? 1 : 0;
      }

      // Sixteen at once can pass the check before any of them has failed.
      assertThat(limited).isBetween(1_000 - 10 - 16, 1_000 - 10);
      HttpResponse<String> right = gateway.post(PAUSE, CONFIRMED);
      assertThat(right.statusCode()).isEqualTo(429);
      assertThat(Integer.parseInt(right.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(1, 60);
      String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
      JsonNode csrf = RunningGateway.json(session).path("csrf");
      assertThat(
              gateway
                  .send(
                      of(cookie, write(gateway, PAUSE, CONFIRMED))
                          .header(csrf.path("header").asString(), csrf.path("token").asString()))
                  .statusCode())
          .isEqualTo(202);
      assertThat(gateway.get("/api/v1/status").statusCode()).isEqualTo(200);
      assertThat(gateway.json("/api/v1/audit?outcome=REFUSED").path("total").asInt())
          .isBetween(1, 500);
    }
  }

  @Test
  void opensToLoopbackInTheDemoWithoutAKey() {
    try (RunningGateway gateway =
        new RunningGateway("--tidemark.api-key=", "--tidemark.demo=true")) {
      assertThat(gateway.send(write(gateway, PAUSE, CONFIRMED)).statusCode()).isEqualTo(202);
      assertThat(gateway.json(SESSION).path("by").asString()).isEqualTo("loopback");
      assertThat(gateway.json(SESSION).path("keyNeeded").asBoolean()).isFalse();
      assertThat(
              gateway
                  .send(
                      write(gateway, PAUSE, CONFIRMED).header("Origin", "http://elsewhere.example"))
                  .statusCode())
          .isEqualTo(403);
    }
  }

  private static HttpRequest.Builder signIn(RunningGateway gateway, String key) {
    return write(gateway, SESSION, "{\"key\":\"%s\"}".formatted(key));
  }

  private static HttpRequest.Builder write(RunningGateway gateway, String path, String json) {
    return RunningGateway.posting(gateway.request(path), json);
  }

  private static HttpRequest.Builder of(String cookie, HttpRequest.Builder request) {
    return request.header("Cookie", cookie);
  }
}
