package io.tidemark.launcher.monitoring;

import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.Ports;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Prometheus with the configuration that ships, beside a suite at ports of its own. */
public final class PrometheusServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final long STOP_SECONDS = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it, and looks at the suite each second.
   *
   * @param folder for its data
   */
  public static PrometheusServer start(SuitePorts ports, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path configuration = Files.writeString(folder.resolve("prometheus.yml"), configuration(ports));
    int port = Ports.free();
    Path log = folder.resolve("prometheus.log");
    PrometheusServer server =
        new PrometheusServer(
            new ProcessBuilder(
                    MonitoringTool.PROMETHEUS.require().toString(),
                    "--config.file=" + configuration,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port,
                    "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start(),
            port);
    try {
      await()
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> server.isReady(log));
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The file that ships, for a suite at other ports, with short periods. */
  private static String configuration(SuitePorts ports) throws IOException {
    Path shipped = Dashboards.ROOT.resolve("config/prometheus/prometheus.yml").toAbsolutePath();
    String text = Files.readString(shipped);
    for (TidemarkService service : TidemarkService.values()) {
      text = replaced(text, "127.0.0.1:" + service.port(), "127.0.0.1:" + ports.of(service));
    }
    text = replaced(text, "scrape_interval: 5s", "scrape_interval: 1s");
    text = replaced(text, "scrape_timeout: 4s", "scrape_timeout: 1s");
    text = replaced(text, "evaluation_interval: 5s", "evaluation_interval: 1s");
    return replaced(text, "- alerts/", "- " + shipped.resolveSibling("alerts") + "/");
  }

  private static String replaced(String text, String what, String by) {
    if (!text.contains(what)) {
      throw new IllegalStateException("config/prometheus/prometheus.yml has no " + what);
    }
    return text.replace(what, by);
  }

  private boolean isReady(Path log) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("prometheus ended: " + Files.readString(log));
    }
    try {
      return http.send(
                  HttpRequest.newBuilder(url("/-/ready")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether a query had a finite value in any second of late.
   *
   * @throws IllegalArgumentException if Prometheus refuses it
   */
  boolean hasValue(String query, Duration length) {
    Instant now = Instant.now();
    JsonNode series =
        get("/api/v1/query_range?query=%s&start=%s&end=%s&step=1s"
                .formatted(
                    URLEncoder.encode(query, StandardCharsets.UTF_8), now.minus(length), now))
            .path("result");
    for (JsonNode each : series) {
      for (JsonNode point : each.path("values")) {
        if (Double.isFinite(Double.parseDouble(point.get(1).asString()))) {
          return true;
        }
      }
    }
    return false;
  }

  /** The services that could not be read and the rules that could not be evaluated, with why. */
  public List<String> notWell() {
    List<String> notWell = new ArrayList<>();
    for (JsonNode target : get("/api/v1/targets?state=active").path("activeTargets")) {
      if (target.path("labels").path("job").asString("").equals("tidemark")) {
        note(target, target.path("labels").path("service").asString(""), "up", notWell);
      }
    }
    for (JsonNode group : get("/api/v1/rules").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        note(rule, rule.path("name").asString(""), "ok", notWell);
      }
    }
    return notWell;
  }

  private static void note(JsonNode one, String name, String well, List<String> notWell) {
    String health = one.path("health").asString("");
    if (!health.equals(well)) {
      notWell.add("%s is %s: %s".formatted(name, health, one.path("lastError").asString("")));
    }
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString());
      JsonNode json = Json.mapper().readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new IllegalArgumentException(json.path("error").asString(answer.body()));
      }
      return json.path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
