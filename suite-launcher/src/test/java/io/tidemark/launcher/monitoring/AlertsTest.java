package io.tidemark.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/** The alerts, judged by the tools of Prometheus. */
class AlertsTest {

  private static final Path FOLDER = Dashboards.ROOT.resolve("config/prometheus");
  private static final List<Alert> ALERTS = alerts();

  /**
   * An alert.
   *
   * @param query when it tells
   */
  private record Alert(
      String name, String query, Map<String, String> labels, Map<String, String> annotations) {

    String runbook() {
      return String.valueOf(annotations.get("runbook_url"));
    }
  }

  @Test
  void areWhatPromtoolAccepts() throws Exception {
    MonitoringTool.Outcome outcome =
        MonitoringTool.PROMTOOL.run(FOLDER, "check", "config", "prometheus.yml");

    assertThat(outcome.status()).as(outcome.said()).isZero();
    assertThat(outcome.said()).contains("SUCCESS: prometheus.yml is valid prometheus config");
  }

  @Test
  void tellWhenTheyMustAndNotWhenTheyMustNot() throws Exception {
    List<String> tests = files("tests");
    List<String> arguments = new ArrayList<>(List.of("test", "rules"));
    arguments.addAll(tests);

    MonitoringTool.Outcome outcome =
        MonitoringTool.PROMTOOL.run(FOLDER, arguments.toArray(String[]::new));

    assertThat(outcome.status()).as(outcome.said()).isZero();
  }

  /** A case that expects the alert, and one that expects none. */
  @Test
  void areEachTestedBothWays() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : files("tests")) {
      all.append(Files.readString(FOLDER.resolve(file)));
    }

    assertThat(ALERTS)
        .allSatisfy(
            alert -> {
              String asked = "alertname: " + alert.name() + "\n        exp_alerts:";
              assertThat(all).as(alert.name() + " tells").contains(asked + "\n");
              assertThat(all).as(alert.name() + " does not").contains(asked + " []");
            });
  }

  @Test
  void tellHowBadItIsAndWhatToDo() {
    assertThat(ALERTS)
        .allSatisfy(
            alert -> {
              assertThat(alert.labels().get("severity"))
                  .as(alert.name())
                  .isIn("critical", "warning");
              assertThat(alert.annotations())
                  .as(alert.name())
                  .containsKeys("summary", "description");
              assertThat(Dashboards.ROOT.resolve(alert.runbook())).isRegularFile();
            });
  }

  @Test
  void areAllInTheRunbooksAndTheDocumentation() throws IOException {
    String index = Files.readString(Dashboards.ROOT.resolve("docs/runbooks/README.md"));
    String monitoring = Files.readString(Dashboards.ROOT.resolve("docs/monitoring.md"));

    assertThat(ALERTS)
        .allSatisfy(
            alert -> {
              String page = Path.of(alert.runbook()).getFileName().toString();
              assertThat(index).contains("[%s](%s)".formatted(alert.name(), page));
              assertThat(monitoring).contains(alert.name());
            });
  }

  @Test
  void askForNoMetricThatNobodyPublishes() {
    assertThat(ALERTS)
        .allSatisfy(
            alert ->
                assertThat(PublishedMetrics.unknown(alert.query())).as(alert.name()).isEmpty());
  }

  @Test
  void reachTheGatewayByARouteThatAmtoolAccepts() throws Exception {
    MonitoringTool.Outcome outcome =
        MonitoringTool.AMTOOL.run(FOLDER, "check-config", "alertmanager.yml");

    assertThat(outcome.status()).as(outcome.said()).isZero();
    assertThat(outcome.said()).contains("SUCCESS");
  }

  private static List<String> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.sorted().map(file -> folder + "/" + file.getFileName()).toList();
    }
  }

  private static List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    try {
      for (String file : files("alerts")) {
        for (JsonNode group : yaml(FOLDER.resolve(file)).path("groups")) {
          for (JsonNode rule : group.path("rules")) {
            alerts.add(alert(rule));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return alerts;
  }

  private static JsonNode yaml(Path file) throws IOException {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return Json.mapper().valueToTree(read);
  }

  private static Alert alert(JsonNode rule) {
    return new Alert(
        rule.path("alert").asString(""),
        rule.path("expr").asString(""),
        words(rule.path("labels")),
        words(rule.path("annotations")));
  }

  private static Map<String, String> words(JsonNode node) {
    Map<String, String> words = new TreeMap<>();
    node.properties().forEach(word -> words.put(word.getKey(), word.getValue().asString("")));
    return words;
  }
}
