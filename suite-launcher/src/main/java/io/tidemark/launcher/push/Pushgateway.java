package io.tidemark.launcher.push;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where figures of commands are left, if anywhere. */
public final class Pushgateway {

  private static final String VARIABLE = "TIDEMARK_PUSHGATEWAY";

  /** What the script {@code tidemark} makes of the variable. */
  private static final String PROPERTY = "tidemark.pushgateway";

  private static final String FINISHED = "tidemark_batch_finished_timestamp_seconds";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int FIRST_REFUSAL = 300;
  private static final double MILLIS = 1_000;

  private final @Nullable URI address;
  private final InstantSource clock;
  private final PrintStream errors;

  private Pushgateway(@Nullable URI address, InstantSource clock, PrintStream errors) {
    this.address = address;
    this.clock = clock;
    this.errors = errors;
  }

  /**
   * The one that {@code TIDEMARK_PUSHGATEWAY} names; without it, figures go nowhere.
   *
   * @param errors where it goes that figures could not be left
   * @throws IllegalArgumentException if what it names is no address
   */
  public static Pushgateway configured(PrintStream errors) {
    return at(System.getProperty(PROPERTY, ""), InstantSource.system(), errors);
  }

  static Pushgateway at(String address, InstantSource clock, PrintStream errors) {
    return new Pushgateway(address.isBlank() ? null : parsed(address.strip()), clock, errors);
  }

  private static URI parsed(String address) {
    try {
      URI uri = URI.create(address);
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isWeb && uri.getHost() != null && uri.getPath().replace("/", "").isEmpty()) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw refused(address, e);
    }
    throw refused(address, null);
  }

  private static IllegalArgumentException refused(String address, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "%s must be an address such as http://127.0.0.1:9091, was '%s'"
            .formatted(VARIABLE, address),
        cause);
  }

  /**
   * Leaves what a command came to. That it cannot be left is told and changes nothing else: the
   * result stands.
   *
   * @param figures asked for only if they go somewhere
   */
  public void push(Supplier<BatchFigures> figures) {
    if (address == null) {
      return;
    }
    BatchFigures told = figures.get();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address.resolve(path(told)))
                  .timeout(PATIENCE)
                  .header("Content-Type", PrometheusTextFormatWriter.CONTENT_TYPE)
                  .PUT(HttpRequest.BodyPublishers.ofByteArray(text(told)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= FIRST_REFUSAL) {
        tellRefusal("%d %s".formatted(answer.statusCode(), answer.body().strip()));
      }
    } catch (IOException e) {
      tellRefusal(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tellRefusal("interrupted");
    }
  }

  private void tellRefusal(String why) {
    errors.printf("note: %s did not take the figures: %s%n", address, why);
  }

  /** A run's place; what it is about is in base64, as it may hold a slash. */
  private static String path(BatchFigures figures) {
    StringBuilder path = new StringBuilder("/metrics/job/").append(figures.command());
    Base64.Encoder base64 = Base64.getUrlEncoder();
    figures
        .subject()
        .forEach(
            (name, value) ->
                path.append('/')
                    .append(name)
                    .append("@base64/")
                    .append(base64.encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return path.toString();
  }

  private byte[] text(BatchFigures figures) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, snapshots(figures));
    return text.toByteArray();
  }

  private MetricSnapshots snapshots(BatchFigures figures) {
    SortedMap<String, GaugeSnapshot.Builder> gauges = new TreeMap<>();
    add(gauges, FINISHED, Labels.EMPTY, clock.millis() / MILLIS);
    for (BatchFigures.Value value : figures.values()) {
      add(
          gauges,
          value.name(),
          Labels.of(List.copyOf(value.labels().keySet()), List.copyOf(value.labels().values())),
          value.value());
    }
    return new MetricSnapshots(
        gauges.values().stream().<MetricSnapshot>map(GaugeSnapshot.Builder::build).toList());
  }

  private static void add(
      SortedMap<String, GaugeSnapshot.Builder> gauges, String name, Labels labels, double value) {
    gauges
        .computeIfAbsent(name, each -> GaugeSnapshot.builder().name(each))
        .dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
  }
}
