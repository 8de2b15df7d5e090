package io.tidemark.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.monitoring.MonitoringTool;
import io.tidemark.launcher.monitoring.PanelRun;
import io.tidemark.launcher.monitoring.PrometheusServer;
import io.tidemark.launcher.suite.FreePorts;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/**
 * The whole suite on real recorded trades, as {@code ./tidemark demo} runs it: once for a while,
 * and once more, which goes on where the first was, with Prometheus and Grafana's queries beside
 * it.
 */
class WholeSuiteIT {

  private static final int SPEED = 600;
  private static final Duration AN_HOUR_AND_MORE = Duration.ofSeconds(20);
  private static final Duration PANELS_LIMIT = Duration.ofSeconds(60);

  /** Trades often, so that an hour of data says much. */
  private static final String STRATEGY =
      """
      strategy: {id: follower}
      market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
      entry: {long: ["close > close[1]"]}
      exit: {long: ["close < close[1]"]}
      exits: {stop_loss_pct: 0.5, take_profit_pct: 0.5}
      """;

  private static Path folder;
  private static DemoReport first;
  private static DemoReport later;
  private static SequencedMap<String, String> panelProblems = new TreeMap<>();
  private static List<String> notWell = List.of();
  private static String refusal = "";

  @BeforeAll
  @Timeout(300)
  static void play(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(folder.resolve("strategies/follower.yaml"), STRATEGY);
    Files.writeString(
        folder.resolve("tidemark.yaml"), "exchange: {name: kraken}\nsymbols: [BTC/USD]\n");
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    SuiteDirectory directory = new SuiteDirectory(folder.resolve("demo"));
    first = new DemoSession(settings(), directory, FreePorts.ofSuite(), out, false).run();
    SuitePorts ports = FreePorts.ofSuite();
    try (ReplayedSuite suite = ReplayedSuite.start(settings(), directory, ports, out)) {
      try (Pacer _ = suite.pace()) {
        watch(suite, ports);
      }
      suite.venue().hold();
      later = new RestingSuite(suite).report(settings().symbols(), false);
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
  private static void watch(ReplayedSuite suite, SuitePorts ports) throws Exception {
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

  private static void held(String name, String outcome) {
    assertThat(Map.of(name, outcome)).containsValue(Invariants.HELD);
  }
}
