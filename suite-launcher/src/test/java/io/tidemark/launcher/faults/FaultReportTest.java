package io.tidemark.launcher.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.demo.DemoReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class FaultReportTest {

  @TempDir Path folder;

  private static Recovery recovery(int number, String process, @Nullable Double seconds) {
    return new Recovery(number, process, Means.KILL, number, Instant.EPOCH, 0, seconds);
  }

  private static FaultReport report(String outcome) {
    List<Recovery> faults = List.of(recovery(1, "kafka", 4.0), recovery(2, "postgres", 6.0));
    return new FaultReport(
        new DemoReport(
            1, 2, 3, 4, 5, 6, 7, BigDecimal.ONE, BigDecimal.TWO, Map.of("cash", outcome), 6.0),
        42,
        faults,
        FaultReport.times(faults),
        List.of("DROP"),
        List.of("three exits failed"));
  }

  @Test
  void takesPercentilesByNearestRank() {
    List<Recovery> faults =
        List.of(
            recovery(1, "kafka", 4.0),
            recovery(2, "kafka", 8.0),
            recovery(3, "kafka", null),
            recovery(4, "kafka", 6.0));

    assertThat(FaultReport.times(faults))
        .containsEntry("kafka", new FaultReport.Times(4, 6.0, 8.0, 8.0))
        .containsEntry("killed", new FaultReport.Times(4, 6.0, 8.0, 8.0));
    assertThat(FaultReport.times(List.of()))
        .containsEntry("all", new FaultReport.Times(0, 0, 0, 0));
  }

  @Test
  void writesTheKeysOfADemoAndItsOwn() throws IOException {
    Path file = folder.resolve("report.json");

    report("held").write(file);

    JsonNode written = Json.mapper().readTree(Files.readAllBytes(file));
    assertThat(written.propertyNames())
        .contains(
            "bars",
            "decisions",
            "signals",
            "orders",
            "fills",
            "positionsOpened",
            "positionsClosed",
            "pnl",
            "fees",
            "invariants",
            "recoverySeconds",
            "seed",
            "faults",
            "recovery",
            "disturbances",
            "reductions");
    assertThat(written.at("/faults/1/process").asString()).isEqualTo("postgres");
    assertThat(written.at("/faults/1/recoverySeconds").asDouble()).isEqualTo(6.0);
    assertThat(written.at("/recovery/all/longest").asDouble()).isEqualTo(6.0);
  }

  @Test
  void tellsEachThatBroke() {
    FaultReport report = report("USD: suite 1, venue 2");

    assertThat(report.allHeld()).isFalse();
    assertThat(report.text("USD"))
        .contains("USD: suite 1, venue 2")
        .contains("REDUCING in between: three exits failed")
        .containsPattern("kafka +median 4.0");
    assertThat(report("held").allHeld()).isTrue();
  }
}
