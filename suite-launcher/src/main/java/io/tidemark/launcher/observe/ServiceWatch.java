package io.tidemark.launcher.observe;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.observe.SuiteReader.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What is seen of one service: whether it answers, has what it needs, and how its figures grow. */
final class ServiceWatch {

  /** Where every service tells its health. */
  static final String HEALTH = "/actuator/health";

  /** What is counted, with the label that each is told by. */
  private static final Map<String, String> COUNTED =
      Map.ofEntries(
          Map.entry("tidemark_stream_gaps_total", "symbol"),
          Map.entry("tidemark_stream_reconnects_total", "symbol"),
          Map.entry("tidemark_quarantined_total", "symbol"),
          Map.entry("tidemark_store_refused_total", ""),
          Map.entry("tidemark_decisions_total", "outcome"),
          Map.entry("tidemark_decisions_differing_total", "symbol"),
          Map.entry("tidemark_signals_total", "type"),
          Map.entry("tidemark_denials_total", "reason"),
          Map.entry("tidemark_order_states_total", "status"),
          Map.entry("tidemark_fills_total", "symbol"),
          Map.entry("tidemark_reconciliation_differences_total", "kind"),
          Map.entry("tidemark_outbox_published_total", ""),
          Map.entry("tidemark_dead_letters_total", "topic"),
          Map.entry("tidemark_configuration_refused_total", ""));

  private final TidemarkService service;
  private final Trouble away = new Trouble();
  private final Trouble lacking = new Trouble();
  private final SortedMap<String, Trouble> refused = new TreeMap<>();
  private final Latencies latencies = new Latencies();
  private final Growth growth = new Growth(COUNTED);
  private final FlowWatch flow = new FlowWatch();

  private int restarts;
  private @Nullable Double processStart;
  private MetricsPage page = new MetricsPage(List.of());

  ServiceWatch(TidemarkService service) {
    this.service = service;
  }

  TidemarkService service() {
    return service;
  }

  /** Notes any answer, or that none came. */
  void answered(String path, Answer answer, Instant now) {
    away.see(!answer.came(), answer.body(), now);
    if (!answer.came()) {
      return;
    }
    latencies.add(answer.took());
    String question = question(path);
    if (!question.equals(HEALTH)) {
      refused
          .computeIfAbsent(question, _ -> new Trouble())
          .see(!answer.isOk(), "answers %d to GET %s".formatted(answer.status(), question), now);
    }
  }

  /** Notes that an answer is not what was asked for. */
  void unreadable(String path, String cause, Instant now) {
    refused
        .computeIfAbsent(question(path), _ -> new Trouble())
        .wrong("answers GET %s with what cannot be read: %s".formatted(question(path), cause), now);
  }

  private static String question(String path) {
    return path.split("\\?", 2)[0];
  }

  /** Notes what it says of its health. */
  void health(Answer answer, Instant now) {
    if (answer.came()) {
      String missing = missing(answer);
      lacking.see(!missing.isEmpty(), missing, now);
    }
  }

  /** What a service says that it lacks; empty for nothing. */
  private static String missing(Answer answer) {
    JsonNode health;
    try {
      health = Json.mapper().readTree(answer.body());
    } catch (JacksonException _) {
      return "answers what is no health, with status " + answer.status();
    }
    if (answer.isOk() && health.path("status").asString("").equals("UP")) {
      return "";
    }
    String parts =
        health
            .path("components")
            .propertyStream()
            .filter(part -> !part.getValue().path("status").asString("").equals("UP"))
            .map(part -> part.getKey() + " " + part.getValue().path("status").asString("UNKNOWN"))
            .collect(Collectors.joining(", "));
    return parts.isEmpty() ? "answers with status " + answer.status() : parts;
  }

  /** Notes its figures. */
  void metrics(MetricsPage read, Instant now) {
    page = read;
    growth.see(read);
    flow.see(read, now);
    OptionalDouble start = read.highest("process_start_time_seconds");
    if (start.isPresent()) {
      if (processStart != null && start.getAsDouble() > processStart) {
        restarts++;
      }
      processStart = start.getAsDouble();
    }
  }

  /** Whether it answered the last time and has all that it needs. */
  boolean isUp() {
    return !away.lasts() && !lacking.lasts() && latencies.count() > 0;
  }

  Trouble away() {
    return away;
  }

  Trouble lacking() {
    return lacking;
  }

  /** By the path that was asked for. */
  SortedMap<String, Trouble> refused() {
    return refused;
  }

  Latencies latencies() {
    return latencies;
  }

  Growth growth() {
    return growth;
  }

  FlowWatch flow() {
    return flow;
  }

  /** How often its process was another than before. */
  int restarts() {
    return restarts;
  }

  /** Its figures as they were last read. */
  MetricsPage page() {
    return page;
  }
}
