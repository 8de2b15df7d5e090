package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.monitoring.MonitoringTool;
import io.tidemark.launcher.monitoring.PanelRun;
import io.tidemark.launcher.monitoring.PrometheusServer;
import io.tidemark.launcher.observe.Finding;
import io.tidemark.launcher.observe.ObserveReport;
import io.tidemark.launcher.observe.ObserveSession;
import io.tidemark.launcher.observe.ObserveSettings;
import io.tidemark.launcher.suite.FreePorts;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.testkit.Dashboard;
import io.tidemark.testkit.OtlpCollector;
import io.tidemark.testkit.OtlpCollector.CollectedSpan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/**
 * The whole suite on real recorded trades, as {@code ./tidemark demo} runs it: once with an
 * observer and a collector of traces beside it, and once more, which goes on where the first was,
 * with secrets, Prometheus, Grafana's queries and the dashboard in a browser.
 */
class WholeSuiteIT {

  private static final int SPEED = 600;
  private static final Duration AN_HOUR_AND_MORE = Duration.ofSeconds(20);
  private static final Duration A_PART_OF_IT = Duration.ofSeconds(5);
  private static final Duration SUITE_STARTS = Duration.ofMinutes(3);
  private static final Duration PANELS_LIMIT = Duration.ofSeconds(60);
  private static final String TRACES = "tidemark.tracing.endpoint";

  /** Trades often, so that an hour of data says much. */
  private static final String STRATEGY =
      """
      strategy: {id: follower}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
      entry: {long: ["close > close[1]"]}
      exit: {long: ["close < close[1]"]}
      exits: {stop_loss_pct: 0.5, take_profit_pct: 0.5}
      """;

  private static final List<CollectedSpan> SPANS = new ArrayList<>();
  private static final List<String> SECRETS_FOUND = new ArrayList<>();

  private static Path folder;
  private static DemoReport first;
  private static ObserveReport seen;
  private static DemoReport later;
  private static SequencedMap<String, String> panelProblems = new TreeMap<>();
  private static List<String> notWell = List.of();
  private static String refusal = "";
  private static @Nullable Throwable inTheBrowser;

  @BeforeAll
  @Timeout(400)
  static void play(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(folder.resolve("strategies/follower.yaml"), STRATEGY);
    Files.writeString(
        folder.resolve("tidemark.yaml"), "exchange: {name: kraken}\nsymbols: [BTC/USD]\n");
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    SuiteDirectory directory = new SuiteDirectory(folder.resolve("demo"));
    SuitePorts ports = FreePorts.ofSuite();
    FutureTask<ObserveReport> observation = new FutureTask<>(() -> observe(ports));
    Thread.ofPlatform().daemon().name("observer").start(observation);
    try (OtlpCollector collector = OtlpCollector.start()) {
      System.setProperty(TRACES, collector.endpoint());
      first = new DemoSession(settings(), directory, ports, out, false).run();
      SPANS.addAll(collector.spans());
    } finally {
      System.clearProperty(TRACES);
    }
    seen = observation.get();
    try (PlantedSecrets planted = PlantedSecrets.plant()) {
      later = playOn(directory, out, planted);
      SECRETS_FOUND.addAll(planted.found());
    }
  }

  private static DemoReport playOn(
      SuiteDirectory directory, PrintStream out, PlantedSecrets planted) throws Exception {
    SuitePorts ports = FreePorts.ofSuite();
    try (ReplayedSuite suite = ReplayedSuite.start(settings(), directory, ports, out);
        DashboardOfASuite dashboard =
            Dashboard.isPossible()
                ? new DashboardOfASuite(
                    URI.create(ports.url(TidemarkService.OPERATOR_GATEWAY)),
                    PlantedSecrets.WRITE_KEY)
                : null) {
      try (Pacer _ = suite.pace()) {
        await().atMost(SUITE_STARTS).until(() -> isTrading(ports));
        if (dashboard != null) {
          tryInTheBrowser(dashboard::operate);
        }
        planted.lookAt(ports);
        ask(suite, ports);
      }
      suite.venue().hold();
      DemoReport report = new RestingSuite(suite).report(settings().symbols(), false);
      if (dashboard != null) {
        tryInTheBrowser(dashboard::compare);
      }
      return report;
    }
  }

  /** The first thing that is wrong is kept for its test. */
  private static void tryInTheBrowser(Runnable steps) {
    try {
      if (inTheBrowser == null) {
        steps.run();
      }
    } catch (AssertionError | RuntimeException e) {
      inTheBrowser = e;
    }
  }

  private static DemoSettings settings() {
    return new DemoSettings(
        folder.resolve("tidemark.yaml"),
        List.of(),
        List.of(),
        SPEED,
        AN_HOUR_AND_MORE,
        false,
        false,
        folder.resolve("report.json"));
  }

  /** Asks what Grafana asks until all of it has an answer. */
  private static void ask(ReplayedSuite suite, SuitePorts ports) throws Exception {
    resume(ports);
    boolean installed = MonitoringTool.PROMETHEUS.find().isPresent();
    try (SingleConnectionDataSource source =
            new SingleConnectionDataSource(
                suite.infrastructure().jdbcUrl(), "tidemark_grafana", "", true);
        PrometheusServer prometheus =
            installed ? PrometheusServer.start(ports, folder.resolve("prometheus")) : null) {
      JdbcTemplate grafana = new JdbcTemplate(source);
      refusal = refusalOfAWrite(grafana);
      PanelRun panels = new PanelRun(grafana, prometheus);
      long deadline = System.nanoTime() + PANELS_LIMIT.toNanos();
      do {
        panelProblems = panels.problems();
        notWell = prometheus == null ? List.of() : prometheus.notWell();
      } while (!(panelProblems.isEmpty() && notWell.isEmpty()) && System.nanoTime() < deadline);
    }
  }

  /** A command that changes nothing, so that there is one that was acknowledged. */
  private static void resume(SuitePorts ports) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          ports.url(TidemarkService.OPERATOR_GATEWAY) + "/api/v1/control/resume"))
                  .header("X-API-Key", PlantedSecrets.WRITE_KEY)
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"reason\": \"to be measured\", \"confirm\": true}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }
  }

  private static String refusalOfAWrite(JdbcTemplate grafana) {
    try {
      grafana.execute(
          "begin; set transaction read write; delete from positions.position; rollback");
      return "";
    } catch (DataAccessException e) {
      grafana.execute("rollback");
      return String.valueOf(e.getMostSpecificCause().getMessage());
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

  private static boolean isTrading(SuitePorts ports) {
    try (SuiteClient client = new SuiteClient(ports)) {
      return client.notReady().isEmpty() && !client.fills().isEmpty();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Test
  void playsHoursOfRealTradesAndItsBooksEqualTheVenues() {
    assertThat(first.invariants()).allSatisfy((name, outcome) -> held(name, outcome));
    assertThat(first.bars()).isGreaterThan(60);
    assertThat(first.decisions()).isGreaterThan(60);
    assertThat(first.positionsClosed()).isPositive();
    assertThat(first.fills()).isGreaterThanOrEqualTo(first.positionsOpened());
  }

  @Test
  void writesItsReport() throws IOException {
    JsonNode written = Json.mapper().readTree(Files.readAllBytes(folder.resolve("report.json")));

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
  }

  @Test
  void goesOnWhereItWas() {
    assertThat(later.invariants()).allSatisfy((name, outcome) -> held(name, outcome));
    assertThat(later.bars()).isGreaterThan(first.bars());
    assertThat(later.positionsOpened()).isGreaterThanOrEqualTo(first.positionsOpened());
  }

  @Test
  void isSeenAsItIs() {
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

  /** Some fill leads back to the bar that it came from, through the services in between. */
  @Test
  void leavesATraceFromTheBarToTheFill() {
    Map<String, CollectedSpan> byId =
        SPANS.stream().collect(Collectors.toMap(CollectedSpan::spanId, span -> span));
    List<List<String>> chains =
        SPANS.stream()
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

  /** Those over Prometheus only where it is installed; that they are is told by the next test. */
  @Test
  void showsSomethingInEveryPanelOfGrafana() {
    assertThat(panelProblems).isEmpty();
  }

  @Test
  void isReadByPrometheusAndFitsItsRules() {
    MonitoringTool.PROMETHEUS.require();

    assertThat(notWell).isEmpty();
  }

  @Test
  void letsGrafanaReadAndNotWrite() {
    assertThat(refusal).isEqualTo("ERROR: permission denied for table position");
  }

  @Test
  void keepsItsSecrets() {
    assertThat(SECRETS_FOUND).isEmpty();
  }

  @Test
  void doesInTheBrowserWhatItIsToldAndShowsWhatRestTells() {
    Dashboard.require();

    assertThat(inTheBrowser).isNull();
  }

  private static void held(String name, String outcome) {
    assertThat(Map.of(name, outcome)).containsValue(Invariants.HELD);
  }
}
