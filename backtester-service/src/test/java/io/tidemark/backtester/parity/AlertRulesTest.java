package io.tidemark.backtester.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.time.SuiteClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The alerts are of metrics that there are. */
class AlertRulesTest {

  private static final Path FILE = Path.of("..", "config", "prometheus", "alerts", "parity.yaml");

  @Test
  void nameMetricsOfThisServiceAndSayWhatToDo() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ParityMetrics metrics = new ParityMetrics(registry, SuiteClock.system());
    List<String> names =
        registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName).toList();

    JsonNode rules = rules();

    assertThat(metrics).isNotNull();
    assertThat(rules).hasSize(3);
    assertThat(rules)
        .allSatisfy(
            rule -> {
              assertThat(names).contains(rule.path("expr").asString().split(" ", 2)[0]);
              assertThat(rule.at("/labels/severity").asString("")).isIn("critical", "warning");
              assertThat(rule.at("/annotations/summary").asString("")).isNotBlank();
              assertThat(rule.at("/annotations/description").asString("")).isNotBlank();
            });
  }

  private static JsonNode rules() throws IOException {
    Object document = new Yaml().load(Files.readString(FILE));
    return Json.mapper().valueToTree(document).at("/groups/0/rules");
  }
}
