package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.suite.FreePorts;
import io.tidemark.launcher.suite.SuiteDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole suite on real recorded trades, as {@code ./tidemark demo} runs it. */
class WholeSuiteIT {

  private static final int SPEED = 600;
  private static final Duration AN_HOUR_AND_MORE = Duration.ofSeconds(20);

  /** Trades often, so that an hour of data says much. */
  private static final String STRATEGY =
      """
      strategy: {id: follower}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
      entry: {long: ["close > close[1]"]}
      exit: {long: ["close < close[1]"]}
      exits: {stop_loss_pct: 0.5, take_profit_pct: 0.5}
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeTheConfiguration() throws IOException {
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(folder.resolve("strategies/follower.yaml"), STRATEGY);
    Files.writeString(
        folder.resolve("tidemark.yaml"), "exchange: {name: kraken}\nsymbols: [BTC/USD]\n");
  }

  @Test
  @Timeout(300)
  void playsHoursOfRealTradesAndItsBooksEqualTheVenues() throws IOException {
    Path json = folder.resolve("report.json");

    DemoReport report = run(json);

    assertThat(report.invariants()).allSatisfy((name, outcome) -> held(name, outcome));
    assertThat(report.bars()).isGreaterThan(60);
    assertThat(report.decisions()).isGreaterThan(60);
    assertThat(report.positionsClosed()).isPositive();
    assertThat(report.fills()).isGreaterThanOrEqualTo(report.positionsOpened());
    JsonNode written = Json.mapper().readTree(Files.readAllBytes(json));
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
            "recoverySeconds");

    DemoReport later = run(json);

    assertThat(later.invariants()).allSatisfy((name, outcome) -> held(name, outcome));
    assertThat(later.bars()).as("it goes on where it was").isGreaterThan(report.bars());
    assertThat(later.positionsOpened()).isGreaterThanOrEqualTo(report.positionsOpened());
  }

  private static void held(String name, String outcome) {
    assertThat(Map.of(name, outcome)).containsValue(Invariants.HELD);
  }

  private DemoReport run(Path json) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    DemoSession session =
        new DemoSession(
            new DemoSettings(
                folder.resolve("tidemark.yaml"),
                List.of(),
                List.of(),
                SPEED,
                AN_HOUR_AND_MORE,
                false,
                false,
                json),
            new SuiteDirectory(folder.resolve("demo")),
            FreePorts.ofSuite(),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            false);
    return session.run();
  }
}
