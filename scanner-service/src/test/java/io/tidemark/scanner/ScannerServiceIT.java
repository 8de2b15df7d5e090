package io.tidemark.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.service.ServiceApplication;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.testkit.TestDatabase;
import io.tidemark.testkit.TestInfrastructure;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The service on a real Kafka and a real Postgres, against a stage that nothing interrupts. */
class ScannerServiceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int TRADES = 6_000;

  private final TestInfrastructure infrastructure = TestInfrastructure.shared();
  private final TestDatabase database = infrastructure.newDatabase("scanner");
  private final String run = database.name();
  private final InstrumentId instrument =
      InstrumentId.of("kraken", database.name().replace("_", "").toUpperCase(Locale.ROOT) + "/USD");
  private final ReplayTime time = new ReplayTime(RecordedBars.START);
  private final KafkaTopics kafka = new KafkaTopics(infrastructure.kafkaBootstrapServers());

  @TempDir private Path folder;
  private Collection<StrategyDefinition> strategies = List.of();
  private List<BarsClosed> bars = List.of();
  private @Nullable ConfigurableApplicationContext service;

  @BeforeEach
  void configure() throws IOException {
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(
        folder.resolve("tidemark.yaml"),
        "exchange: {name: kraken}\nsymbols: [%s]\n".formatted(instrument.symbol()));
    write("reversion", "live", "1m", "rsi(5) < 45", "rsi(5) > 60");
    write("crossover", "live", "5m", "sma(2) crosses_above sma(4)", "rsi(5)@1m > 70");
    write("observer", "shadow", "1m", "close > ema(9)", "close < ema(9)");
    strategies = StrategyLoader.loadAll(folder.resolve("strategies")).values();
    bars = RecordedBars.of(instrument, 7, TRADES);
  }

  private void write(String id, String mode, String timeframe, String entry, String exit)
      throws IOException {
    Files.writeString(
        folder.resolve("strategies").resolve(id + ".yaml"),
        """
        strategy: {id: %s, mode: %s}
        market: {exchange: kraken, symbol: %s, primary_timeframe: %s}
        entry: {long: [%s]}
        exit: {long: [%s]}
        """
            .formatted(run + "-" + id, mode, instrument.symbol(), timeframe, entry, exit));
  }

  @AfterEach
  void stop() {
    stopService();
    kafka.close();
    time.close();
  }

  @Test
  void publishesAndKeepsWhatTheStageDecidesAndCorrectionsChangeNothing() throws Exception {
    Scanned expected = Scanned.directly(run, strategies, bars);
    start("--tidemark.scanner.snapshot-interval=1s");

    List<BarsClosed> withCorrections = new ArrayList<>(bars);
    withCorrections.add(40, RecordedBars.corrected(bars.get(20)));
    withCorrections.add(60, RecordedBars.corrected(bars.get(59)));
    kafka.publish(withCorrections);

    awaitDecisions(expected.decisions().size());
    assertThat(kafka.of(run)).isEqualTo(expected);
    assertThat(expected.signals()).hasSizeGreaterThan(20);
    awaitRows("signal where mode = 'live'", expected.signals().size());
    awaitRows("decision", count(expected, Outcome.SIGNAL) + count(expected, Outcome.BLOCKED));
    assertTheApiTells(expected);
    assertTheMarketIsTold();
    assertShadowsAreCompared();
  }

  private void assertTheApiTells(Scanned expected) throws Exception {
    JsonNode signals = get("/api/v1/signals?size=2&strategy=" + run + "-reversion", 200);
    List<String> newest =
        expected.signals().reversed().stream()
            .filter(signal -> signal.strategy().equals(run + "-reversion"))
            .map(signal -> signal.signalId().toString())
            .toList();
    assertThat(signals.get("total").asInt()).isEqualTo(newest.size());
    assertThat(signals.get("items").valueStream().map(item -> item.get("signalId").asString()))
        .containsExactlyElementsOf(newest.subList(0, 2));
    assertThat(signals.get("items").get(0).get("referencePrice").isString()).isTrue();
    assertThat(signals.get("items").get(0).propertyNames())
        .containsExactly(
            "signalId",
            "run",
            "exchange",
            "symbol",
            "strategy",
            "timeframe",
            "mode",
            "type",
            "source",
            "confidence",
            "strength",
            "reason",
            "referencePrice",
            "decisions",
            "metadata",
            "configurationHash",
            "eventTime",
            "observedAt");

    JsonNode blocked =
        get("/api/v1/decisions?outcome=BLOCKED&blockReason=WARMING_UP&symbol=" + symbol(), 200);
    assertThat(blocked.get("total").asLong()).isEqualTo(count(expected, Outcome.BLOCKED));
    assertThat(blocked.get("items").get(0).get("reasons").get(0).asString())
        .startsWith("not defined yet");
    assertThat(get("/api/v1/decisions?to=" + RecordedBars.START, 200).get("total").asInt())
        .isZero();

    assertThat(get("/api/v1/strategies", 200).get("total").asInt()).isEqualTo(3);
    assertThat(get("/api/v1/configuration/history", 200).get("total").asInt()).isEqualTo(3);
    for (StrategyDefinition strategy : strategies) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(kafka.acceptedHashes(strategy.id()))
                      .containsExactly(strategy.configurationHash()));
    }

    assertThat(get("/api/v1/signals?type=UP", 400).get("detail").asString())
        .startsWith("type must be one of BUY, SELL")
        .endsWith("was 'UP'");
    assertThat(get("/api/v1/decisions?outcome=HOLD", 400).get("detail").asString())
        .contains("strategy.decision.v1");
    assertThat(get("/api/v1/signals?from=yesterday", 400).get("status").asInt()).isEqualTo(400);
    assertThat(get("/api/v1/signals?symbol=BTC", 400).get("detail").asString())
        .contains("symbol must look like BTC/USD");

    assertThat(body("/actuator/prometheus", 200))
        .contains("tidemark_decisions_total{", "outcome=\"blocked\"")
        .contains("tidemark_signals_total{")
        .contains("tidemark_scan_step_seconds_count{")
        .contains("tidemark_bar_to_decision_seconds_count{");
  }

  /** One a minute, also of the minutes after the last bar, in which nothing is traded. */
  private void assertTheMarketIsTold() throws Exception {
    BarsClosed last = bars.getLast();
    time.set(last.closeTime().plus(Duration.ofSeconds(200)));
    awaitRows("market_snapshot", bars.size() + 3);
    JsonNode snapshots = get("/api/v1/snapshots?size=4&symbol=" + symbol(), 200).get("items");
    assertThat(snapshots.valueStream().map(item -> item.get("time").asString()))
        .containsExactly(
            last.closeTime().plusSeconds(180).toString(),
            last.closeTime().plusSeconds(120).toString(),
            last.closeTime().plusSeconds(60).toString(),
            last.closeTime().toString());
    JsonNode snapshot = snapshots.get(3);
    assertThat(snapshot.get("close").asString())
        .isEqualTo(last.bars().getFirst().close().toString());
    assertThat(snapshot.get("indicators").get("1m").propertyNames())
        .contains("rsi(5)", "close", "ema(9)");
    assertThat(snapshot.get("sentiment").asDouble()).isBetween(-1.0, 1.0);

    JsonNode rsi = get("/api/v1/indicators?timeframe=1m&indicator=rsi(5)", 200).get("items");
    assertThat(rsi).hasSize(1);
    assertThat(rsi.get(0).get("closeTime").asString()).isEqualTo(last.closeTime().toString());
    assertThat(rsi.get(0).get("value").asDouble()).isBetween(0.0, 100.0);
  }

  private void assertShadowsAreCompared() throws Exception {
    JsonNode comparison = get("/api/v1/strategies/" + run + "-observer/shadow", 200);
    assertThat(comparison).hasSize(1);
    JsonNode own = comparison.get(0).get("strategy");
    JsonNode others = comparison.get(0).get("others");
    assertThat(own.get("mode").asString()).isEqualTo("shadow");
    assertThat(own.get("trades").asInt()).isPositive();
    assertThat(others.valueStream().map(item -> item.get("strategy").asString()))
        .containsExactly(run + "-reversion");
    assertThat(new BigDecimal(comparison.get(0).get("pnlAhead").asString()))
        .isEqualByComparingTo(
            new BigDecimal(own.get("pnl").asString())
                .subtract(new BigDecimal(others.get(0).get("pnl").asString())));
    assertThat(get("/api/v1/strategies/nobody/shadow", 404).get("detail").asString())
        .contains("'nobody'");

    JsonNode trades = get("/api/v1/strategies/" + run + "-observer/shadow/trades", 200);
    assertThat(trades.get("total").asInt()).isGreaterThanOrEqualTo(own.get("trades").asInt());
    assertThat(get("/api/v1/signals?mode=shadow", 200).get("total").asInt()).isPositive();
  }

  @Test
  void goesOnFromASnapshotThatIsOlderThanTheCommittedOffsets() {
    Scanned expected = Scanned.directly(run, strategies, bars);
    start("--tidemark.scanner.snapshot-bars=7");
    kafka.publish(bars.subList(0, 30));
    awaitDecisions(30);
    keepTheSnapshot();
    kafka.publish(bars.subList(30, 60));
    awaitDecisions(60);
    stopService();
    putTheKeptSnapshotBack();

    start();
    kafka.publish(bars.subList(60, bars.size()));

    awaitDecisions(expected.decisions().size());
    assertThat(kafka.of(run)).isEqualTo(expected);
  }

  @Test
  void publishesNothingTwiceOfBarsWhoseOffsetsWereNotCommitted() throws Exception {
    Scanned expected = Scanned.directly(run, strategies, bars);
    start("--tidemark.scanner.snapshot-bars=7");
    kafka.publish(bars.subList(0, 30));
    awaitDecisions(30);
    keepTheSnapshot();
    kafka.publish(bars.subList(30, 60));
    awaitDecisions(60);
    stopService();
    putTheKeptSnapshotBack();
    kafka.rewind("scanner-service", 12);

    start();
    kafka.publish(bars.subList(60, bars.size()));

    awaitDecisions(expected.decisions().size());
    assertThat(kafka.of(run)).isEqualTo(expected);
    awaitRows("signal where mode = 'live'", expected.signals().size());
  }

  @Test
  void repeatsNothingThatASnapshotCovers() throws Exception {
    Scanned expected = Scanned.directly(run, strategies, bars);
    start();
    kafka.publish(bars.subList(0, 60));
    awaitDecisions(60);
    stopService();
    kafka.rewind("scanner-service", 12);

    start();
    kafka.publish(bars.subList(60, bars.size()));

    awaitDecisions(expected.decisions().size());
    assertThat(kafka.of(run)).isEqualTo(expected);
  }

  @Test
  void warmsChangedStrategiesUpAndLetsTheOthersGoOn() throws Exception {
    Scanned before = Scanned.directly(run, strategies, bars);
    time.set(bars.get(29).closeTime());
    start();
    kafka.publish(bars.subList(0, 30));
    awaitDecisions(30);
    String old = hash("reversion");
    write("reversion", "live", "1m", "rsi(5) < 40", "rsi(5) > 60");
    String changed = hash("reversion");

    JsonNode reload = post("/api/v1/configuration/reload", 200);
    kafka.publish(bars.subList(30, bars.size()));

    assertThat(reload.get("changed").asBoolean()).isTrue();
    Instant effectiveFrom = Instant.parse(reload.get("effectiveFrom").asString());
    assertThat(effectiveFrom).isAfter(bars.get(29).closeTime());
    assertThat(effectiveFrom).isBefore(bars.get(60).closeTime());
    awaitDecisions(before.decisions().size());
    Scanned after =
        Scanned.directly(run, StrategyLoader.loadAll(folder.resolve("strategies")).values(), bars);
    assertThat(kafka.of(run))
        .isEqualTo(before.until(effectiveFrom).then(after.from(effectiveFrom)));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(kafka.acceptedHashes(run + "-reversion")).containsExactly(old, changed));
    assertThat(kafka.acceptedHashes(run + "-observer")).hasSize(1);
    assertTheHistoryTells(old, changed, effectiveFrom);
  }

  private void assertTheHistoryTells(String old, String changed, Instant effectiveFrom)
      throws Exception {
    JsonNode history =
        get("/api/v1/configuration/history?strategy=" + run + "-reversion", 200).get("items");
    assertThat(history.valueStream().map(item -> item.get("configurationHash").asString()))
        .containsExactly(changed, old);
    assertThat(history.get(0).get("effectiveFrom").asString()).isEqualTo(effectiveFrom.toString());
    assertThat(history.get(0).get("change").asString()).isEqualTo("CHANGED");
    JsonNode difference =
        get(
            "/api/v1/configuration/diff?from=%s&to=%s"
                .formatted(history.get(1).get("id"), history.get(0).get("id")),
            200);
    assertThat(difference.get("changes").toString())
        .isEqualTo(
            "[{\"path\":\"entry.longRules[0]\",\"before\":\"rsi(5) < 45\",\"after\":\"rsi(5) < 40\"}]");
    assertThat(get("/api/v1/configuration/diff?from=0&to=1", 404).get("detail").asString())
        .contains("no configuration has the id 0");
  }

  @Test
  void refusesAnInvalidFileAndGoesOn() throws Exception {
    Scanned expected = Scanned.directly(run, strategies, bars);
    time.set(bars.get(29).closeTime());
    start();
    kafka.publish(bars.subList(0, 30));
    awaitDecisions(30);

    Path file = folder.resolve("strategies").resolve("reversion.yaml");
    String valid = Files.readString(file);
    Files.writeString(file, valid.replace("rsi(5) < 45", "rsi(5) < < 45"));
    assertThat(post("/api/v1/configuration/reload", 400).get("detail").asString())
        .contains("reversion.yaml:3", "entry.long")
        .endsWith("the configuration in use stays");
    ControlAcknowledged refused = awaitAnswer(reload("invalid"));
    assertThat(refused.state()).isEqualTo("REFUSED");
    assertThat(refused.detail()).contains("reversion.yaml:3", "entry.long");
    Files.writeString(file, "# the same in other words\n" + valid);
    ControlAcknowledged reloaded = awaitAnswer(reload("valid"));
    assertThat(reloaded.service()).isEqualTo("scanner-service");
    assertThat(reloaded.state()).isEqualTo("RELOADED");
    assertThat(reloaded.detail())
        .endsWith("counts from the bars on that close at " + Instant.EPOCH);
    assertThat(post("/api/v1/configuration/reload", 200).get("changed").asBoolean()).isFalse();

    kafka.publish(bars.subList(30, bars.size()));
    awaitDecisions(expected.decisions().size());
    assertThat(kafka.of(run)).isEqualTo(expected);
    assertThat(get("/api/v1/configuration/history", 200).get("total").asInt()).isEqualTo(3);
  }

  private ControlCommand reload(String reason) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ControlCommand reload =
        new ControlCommand(
            Ids.of("command", run, reason),
            ControlCommand.Action.RELOAD,
            run,
            null,
            null,
            null,
            null,
            "test",
            reason,
            now,
            now);
    kafka.publish(List.of(reload));
    return reload;
  }

  private ControlAcknowledged awaitAnswer(ControlCommand command) {
    return await()
        .atMost(PATIENCE)
        .until(() -> kafka.answers(command.commandId()), found -> !found.isEmpty())
        .getFirst();
  }

  @Test
  void readsFilesThatChangeByThemselves() throws Exception {
    time.set(bars.get(29).closeTime());
    start();
    kafka.publish(bars.subList(0, 30));
    awaitDecisions(30);

    Files.delete(folder.resolve("strategies").resolve("observer.yaml"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(get("/api/v1/strategies", 200).get("total").asInt()).isEqualTo(2));
    kafka.publish(bars.subList(30, bars.size()));

    awaitDecisions(Scanned.directly(run, strategies, bars).decisions().size());
    JsonNode removal = get("/api/v1/configuration/history?change=REMOVED", 200).get("items").get(0);
    assertThat(removal.get("strategy").asString()).isEqualTo(run + "-observer");
    Instant end = Instant.parse(removal.get("effectiveFrom").asString());
    for (ScanDecided decided : kafka.of(run).decisions()) {
      assertThat(decided.decisions())
          .extracting(StrategyDecision::strategy)
          .filteredOn(id -> id.endsWith("-observer"))
          .hasSize(decided.closeTime().isBefore(end) ? 1 : 0);
    }
  }

  private String hash(String id) {
    return StrategyLoader.load(folder.resolve("strategies").resolve(id + ".yaml"))
        .configurationHash();
  }

  private void start(String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--tidemark.config=" + folder.resolve("tidemark.yaml"),
                "--tidemark.run=" + run,
                "--tidemark.account=" + run,
                "--tidemark.api-key=key",
                "--tidemark.clock=" + time.address(),
                "--tidemark.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password()));
    arguments.addAll(List.of(further));
    service =
        ServiceApplication.run(
            TidemarkService.SCANNER, ScannerApplication.class, arguments.toArray(String[]::new));
  }

  private void stopService() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  private void keepTheSnapshot() {
    awaitRows("stage_snapshot", 1);
    sql().execute("create table scanner.kept as select * from scanner.stage_snapshot");
  }

  private void putTheKeptSnapshotBack() {
    Long newer = nextOffset("stage_snapshot");
    assertThat(nextOffset("kept")).isLessThan(newer);
    sql().execute("delete from scanner.stage_snapshot");
    sql().execute("insert into scanner.stage_snapshot select * from scanner.kept");
  }

  private @Nullable Long nextOffset(String table) {
    return sql().queryForObject("select next_offset from scanner." + table, Long.class);
  }

  private void awaitRows(String table, long count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        sql().queryForObject("select count(*) from scanner." + table, Long.class))
                    .isEqualTo(count));
  }

  private void awaitDecisions(int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(kafka.of(run).decisions()).hasSizeGreaterThanOrEqualTo(count));
  }

  private JdbcTemplate sql() {
    return new JdbcTemplate(
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
  }

  private static long count(Scanned scanned, Outcome outcome) {
    return scanned.decisions().stream()
        .flatMap(decided -> decided.decisions().stream())
        .filter(decision -> decision.outcome() == outcome)
        .count();
  }

  private String symbol() {
    return URLEncoder.encode(instrument.symbol().toString(), StandardCharsets.UTF_8);
  }

  private JsonNode post(String path, int status) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .header("X-API-Key", "key")
            .POST(HttpRequest.BodyPublishers.noBody());
    return Json.mapper().readTree(body(request, status));
  }

  private JsonNode get(String path, int status) throws IOException, InterruptedException {
    return Json.mapper().readTree(body(path, status));
  }

  private String body(String path, int status) throws IOException, InterruptedException {
    return body(HttpRequest.newBuilder(address(path)), status);
  }

  private URI address(String path) {
    String port =
        Objects.requireNonNull(service, "the service must run")
            .getEnvironment()
            .getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static String body(HttpRequest.Builder request, int status)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      return answer.body();
    }
  }
}
