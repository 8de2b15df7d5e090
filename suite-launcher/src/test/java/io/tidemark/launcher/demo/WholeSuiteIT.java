package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.launcher.observe.Finding;
import io.tidemark.launcher.observe.ObserveReport;
import io.tidemark.launcher.observe.ObserveSession;
import io.tidemark.launcher.observe.ObserveSettings;
import io.tidemark.launcher.suite.FreePorts;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole suite on real recorded trades, as {@code ./tidemark demo} runs it. */
class WholeSuiteIT {

  private static final int SPEED = 600;
  private static final Duration AN_HOUR_AND_MORE = Duration.ofSeconds(20);
  private static final Duration A_PART_OF_IT = Duration.ofSeconds(5);
  private static final Duration SUITE_STARTS = Duration.ofMinutes(3);

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
  void playsHoursOfRealTradesAndItsBooksEqualTheVenues() throws Exception {
    Path json = folder.resolve("report.json");

    SuitePorts ports = FreePorts.ofSuite();
    FutureTask<ObserveReport> observation = new FutureTask<>(() -> observe(ports));
    Thread.ofPlatform().daemon().name("observer").start(observation);

    DemoReport report = run(ports, json);

    assertThat(report.invariants()).allSatisfy((name, outcome) -> held(name, outcome));
    requireTruth(observation.get());
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

    DemoReport later = run(FreePorts.ofSuite(), json);

    assertThat(later.invariants()).allSatisfy((name, outcome) -> held(name, outcome));
    assertThat(later.bars()).as("it goes on where it was").isGreaterThan(report.bars());
    assertThat(later.positionsOpened()).isGreaterThanOrEqualTo(report.positionsOpened());
  }

  /** What the observer sees of the suite while it trades. */
  private static ObserveReport observe(SuitePorts ports) {
    await().atMost(SUITE_STARTS).pollInterval(Duration.ofMillis(200)).until(() -> isTrading(ports));
    return new ObserveSession(
            new ObserveSettings(A_PART_OF_IT, Duration.ofMillis(50), null),
            ports,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            false)
        .run();
  }

  private static boolean isTrading(SuitePorts ports) {
    try (SuiteClient client = new SuiteClient(ports)) {
      return client.notReady().isEmpty() && !client.fills().isEmpty();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void requireTruth(ObserveReport seen) {
    assertThat(seen.services()).allMatch(ObserveReport.Service::up);
    assertThat(seen.services()).allMatch(service -> service.answers() >= 2);
    assertThat(seen.services()).allMatch(service -> service.deadLetters() == 0);
    assertThat(seen.speed()).as("of the replay").isGreaterThan(10);
    assertThat(seen.markets())
        .singleElement()
        .satisfies(
            market -> {
              assertThat(market.symbol()).isEqualTo("BTC/USD");
              assertThat(market.worstAgeSecondsByChannel()).containsKey("TRADES");
              assertThat(market.bars())
                  .hasEntrySatisfying(
                      "1m",
                      bars -> {
                        assertThat(bars.seen()).isPositive();
                        assertThat(bars.missing()).isZero();
                      });
            });
    assertThat(seen.trading().decisions().values().stream().mapToLong(Long::longValue).sum())
        .isPositive();
    assertThat(seen.trading().state()).isEqualTo("ACTIVE");
    assertThat(seen.findings())
        .filteredOn(finding -> finding.weight() == Finding.Weight.UNSOUND)
        .isEmpty();
  }

  private static void held(String name, String outcome) {
    assertThat(Map.of(name, outcome)).containsValue(Invariants.HELD);
  }

  private DemoReport run(SuitePorts ports, Path json) {
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
            ports,
            new PrintStream(output, true, StandardCharsets.UTF_8),
            false);
    return session.run();
  }
}
