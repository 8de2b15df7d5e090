package io.tidemark.launcher.backfill;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.connection.PeerConnections;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks a backfiller over REST, as its users do. */
final class BackfillClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final List<String> REASONS =
      List.of("NOT_TRADED", "OUTAGE", "DELISTED", "NOT_LISTED_YET", "NO_HISTORY");

  /** A job as the service tells it. */
  record Job(
      UUID jobId,
      String exchange,
      String status,
      String detail,
      double percent,
      long bars,
      long requests,
      double barsPerSecond,
      @Nullable Long secondsLeft,
      List<Item> items) {

    boolean ended() {
      return !status.equals("RUNNING");
    }
  }

  /** One symbol of it. */
  record Item(
      String symbol,
      String phase,
      String detail,
      @Nullable Instant from,
      @Nullable Instant to,
      double percent,
      long bars,
      long requests) {}

  private final URI service;
  private final String key;
  private final HttpClient http = PeerConnections.newClient().connectTimeout(PROBE).build();

  /**
   * @param key what writes need; empty for none
   */
  BackfillClient(URI service, String key) {
    this.service = service;
    this.key = key;
  }

  URI service() {
    return service;
  }

  /** Whether a service answers there. */
  boolean answers() {
    try {
      return send(request("/actuator/health/liveness").timeout(PROBE).GET()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Begins a job, or finds the one that runs already.
   *
   * @throws IllegalStateException with what the service says, if it refuses
   */
  Job submit(Map<String, Object> request) {
    return read(
        "POST /api/v1/jobs",
        request("/api/v1/jobs")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(request))),
        Job.class);
  }

  Job job(UUID jobId) {
    String path = "/api/v1/jobs/" + jobId;
    return read("GET " + path, request(path).GET(), Job.class);
  }

  /** How many unfillable gaps a symbol has, by reason; reasons without any are left out. */
  Map<String, Long> unfillable(String exchange, String symbol) {
    Map<String, Long> counts = new TreeMap<>();
    for (String reason : REASONS) {
      String path =
          "/api/v1/unfillable-gaps?exchange=%s&symbol=%s&reason=%s&size=1"
              .formatted(exchange, symbol, reason);
      long total = read("GET " + path, request(path).GET(), JsonNode.class).path("total").asLong();
      if (total > 0) {
        counts.put(reason, total);
      }
    }
    return counts;
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path)).timeout(TIMEOUT);
    return key.isEmpty() ? request : request.header("X-API-Key", key);
  }

  private <T> T read(String what, HttpRequest.Builder request, Class<T> type) {
    try {
      HttpResponse<String> answer = send(request);
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(problem(what, answer));
      }
      return Json.mapper().readValue(answer.body(), type);
    } catch (IOException | JacksonException e) {
      throw new IllegalStateException(
          "the backfiller at %s does not answer %s: %s".formatted(service, what, e), e);
    }
  }

  /** The service's own words, where it says any. */
  private String problem(String what, HttpResponse<String> answer) {
    String detail = "";
    try {
      detail = Json.mapper().readTree(answer.body()).path("detail").asString("");
    } catch (JacksonException e) {
      detail = answer.body();
    }
    return "the backfiller at %s answers %d to %s: %s"
        .formatted(service, answer.statusCode(), what, detail);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
