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
import io.tidemark.testkit.OtlpCollector;
import io.tidemark.testkit.OtlpCollector.CollectedSpan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
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
  private static final String TRACES = "tidemark.tracing.endpoint";
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

    DemoReport report = runTraced(ports, json);

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

    DemoReport later = runWithSecrets(json);

    assertThat(later.invariants()).allSatisfy((name, outcome) -> held(name, outcome));
    assertThat(later.bars()).as("it goes on where it was").isGreaterThan(report.bars());
    assertThat(later.positionsOpened()).isGreaterThanOrEqualTo(report.positionsOpened());
  }

  private DemoReport runTraced(SuitePorts ports, Path json) {
    try (OtlpCollector collector = OtlpCollector.start()) {
      System.setProperty(TRACES, collector.endpoint());
      DemoReport report = run(ports, json);
      requireAWholeTrace(collector.spans());
      return report;
    } finally {
      System.clearProperty(TRACES);
    }
  }

  /** Some fill leads back to the bar that it came from, through the services in between. */
  private static void requireAWholeTrace(List<CollectedSpan> spans) {
    Map<String, CollectedSpan> byId =
        spans.stream().collect(Collectors.toMap(CollectedSpan::spanId, span -> span));
    List<List<String>> chains =
        spans.stream()
            .filter(span -> span.name().equals("book fill"))
            .map(span -> chain(span, byId))
            .toList();
    assertThat(chains)
        .contains(
            List.of(
                "position-service: book fill",
                "execution-service: fill",
                "execution-service: submit to venue",
                "execution-service: order intent",
                "position-service: decide and size",
                "scanner-service: scan",
                "ingestor-service: ingest bar"));
  }

  /** A span and what led to it, all of one trace. */
  private static List<String> chain(CollectedSpan last, Map<String, CollectedSpan> byId) {
    List<String> chain = new ArrayList<>();
    for (CollectedSpan span = last; span != null; span = byId.get(span.parentId())) {
      assertThat(span.traceId()).isEqualTo(last.traceId());
      chain.add(span.service() + ": " + span.name());
    }
    return chain;
  }

  private DemoReport runWithSecrets(Path json) throws Exception {
    SuitePorts ports = FreePorts.ofSuite();
    try (PlantedSecrets planted = PlantedSecrets.plant()) {
      FutureTask<Boolean> look =
          new FutureTask<>(
              () -> {
                awaitTrading(ports);
                planted.lookAt(ports);
                return true;
              });
      Thread.ofPlatform().daemon().name("onlooker").start(look);
      DemoReport report = run(ports, json);
      assertThat(look.get()).isTrue();
      assertThat(planted.found()).isEmpty();
      return report;
    }
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

  private static void awaitTrading(SuitePorts ports) {
    await().atMost(SUITE_STARTS).pollInterval(Duration.ofMillis(200)).until(() -> isTrading(ports));
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
