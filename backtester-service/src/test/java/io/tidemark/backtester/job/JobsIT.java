package io.tidemark.backtester.job;

import static io.tidemark.backtester.job.RunningBacktester.dips;
import static io.tidemark.backtester.job.RunningBacktester.search;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.tidemark.backtester.run.Assumptions;
import io.tidemark.backtester.run.BacktestOutcome;
import io.tidemark.backtester.run.BacktestRun;
import io.tidemark.backtester.run.BacktestSettings;
import io.tidemark.backtester.run.PreparedBacktest;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyTemplate;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs over the hours of {@link StoreStandIn}, as their users ask for them. */
@Timeout(180)
class JobsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** 4 x 3 assignments. */
  private static final String SPACE =
      """
      objective: net_profit
      search: {method: grid}
      parameters:
        dip: {from: 5, to: 20, step: 5}
        exits.stop_loss_pct: {from: 1.0, to: 3.0, step: 1.0}
      """;

  @TempDir static Path folder;
  private static StoreStandIn store;
  private static RunningBacktester service;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreStandIn();
    service = new RunningBacktester(folder, store);
  }

  @AfterAll
  static void stop() {
    service.close();
    store.close();
  }

  @AfterEach
  void letTheStoreAnswer() {
    store.release();
    store.setAway(false);
  }

  private static BacktestOutcome alone() throws IOException {
    StrategyDefinition strategy =
        StrategyTemplate.of("dips", RunningBacktester.STRATEGY).definition();
    PreparedBacktest prepared =
        PreparedBacktest.of(
            new BacktestSettings(
                List.of(),
                null,
                List.of(),
                null,
                null,
                null,
                new Assumptions(null, null, null),
                null,
                URI.create(store.url())),
            strategy);
    return new BacktestRun(prepared, StrategyRegistry.standard())
        .of(prepared.asRun(strategy), true, _ -> true)
        .orElseThrow();
  }

  @Test
  void tellsABacktestToTheLastDigit() throws IOException {
    BacktestOutcome alone = alone();
    assertThat(alone.result().trades()).hasSizeGreaterThan(20);

    String path = service.submit("backtests", dips());
    JsonNode done = service.awaitStatus(path, "DONE");

    assertThat(done.at("/result/tradesSha256").asString()).isEqualTo(alone.result().tradesSha256());
    assertThat(done.at("/result/inputSha256").asString()).isEqualTo(alone.history().sha256());
    assertThat(done.at("/result/configurationSha256").asString())
        .isEqualTo(alone.configurationSha256());
    assertThat(done.at("/result/bars").asInt()).isEqualTo(StoreStandIn.HOURS);
    assertThat(done.at("/result/metrics/totalTrades").asInt())
        .isEqualTo(alone.result().trades().size());
    JsonNode told = service.get(path + "/trades?size=1000");
    assertThat(told.path("total").asInt()).isEqualTo(alone.result().trades().size());
    for (int i = 0; i < alone.result().trades().size(); i++) {
      TradeRow trade = alone.result().trades().get(i);
      JsonNode row = told.path("items").get(i);
      assertThat(row.path("number").asInt()).isEqualTo(i);
      assertThat(row.path("entryTime").asString()).isEqualTo(trade.entryTime().toString());
      assertThat(row.path("exitTime").asString()).isEqualTo(trade.exitTime().toString());
      assertThat(row.path("exitReason").asString()).isEqualTo(trade.exitReason().name());
      assertDecimal(row, "entryPrice", trade.entryPrice().value());
      assertDecimal(row, "exitPrice", trade.exitPrice().value());
      assertDecimal(row, "quantity", trade.quantity().value());
      assertDecimal(row, "fee", trade.fee());
      assertDecimal(row, "pnl", trade.pnl());
    }
    assertThat(service.get(path + "/trades?size=7&page=1").path("items").get(0))
        .isEqualTo(told.path("items").get(7));
  }

  private static void assertDecimal(JsonNode row, String field, BigDecimal expected) {
    assertThat(row.path(field).isString()).as(field).isTrue();
    assertThat(row.path(field).asString()).as(field).isEqualTo(expected.toPlainString());
  }

  @Test
  void tellsABacktestInTheFormatThatIsAccepted() {
    String path = service.submit("backtests", dips());
    JsonNode done = service.awaitStatus(path, "DONE");
    String sha = done.at("/result/tradesSha256").asString();
    int trades = done.at("/result/metrics/totalTrades").asInt();
    String report = path + "/report";

    HttpResponse<byte[]> html = service.get(report, "*/*");
    assertThat(html.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(new String(html.body(), UTF_8)).contains("<html").contains(sha);
    JsonNode json = Json.mapper().readTree(service.get(report, "application/json").body());
    assertThat(json.path("tradesSha256").asString()).isEqualTo(sha);
    assertThat(json.path("trades")).hasSize(trades);
    assertThat(new String(service.get(report, "text/csv").body(), UTF_8).lines())
        .hasSize(trades + 1);
    assertThat(service.get(report, "image/png").body()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(service.get(report, "audio/ogg").statusCode()).isEqualTo(406);
    assertThat(service.get("backtests/no-id/report", "text/html").statusCode()).isEqualTo(400);
  }

  @Test
  void takesAStrategysTextAndWhatHoldsInsteadOfIt() {
    Map<String, Object> request = new HashMap<>();
    request.put("strategy", RunningBacktester.STRATEGY.replace("id: dips", "id: mine"));
    request.put("from", "2024-01-05T00:00:00Z");
    request.put("to", "2024-01-10T00:00:00Z");
    request.put("cash", "5000");
    request.put("fee", "0.002");

    JsonNode done = service.awaitStatus(service.submit("backtests", request), "DONE");

    assertThat(done.path("strategy").asString()).isEqualTo("mine");
    assertThat(done.at("/result/bars").asInt()).isEqualTo(5 * 24);
    assertThat(done.at("/result/from").asString()).isEqualTo("2024-01-05T00:00:00Z");
    assertThat(done.at("/result/to").asString()).isEqualTo("2024-01-10T00:00:00Z");
    assertThat(done.at("/result/initialCash").decimalValue()).isEqualByComparingTo("5000");
    assertThat(done.at("/result/metrics/feeRate").asDouble()).isCloseTo(0.002, within(1e-12));
  }

  @Test
  void holdsTheSuitesLimitsWhereItIsAsked() {
    Map<String, Object> limited = dips();
    limited.put("suiteLimits", true);

    JsonNode free = service.awaitStatus(service.submit("backtests", dips()), "DONE");
    JsonNode held = service.awaitStatus(service.submit("backtests", limited), "DONE");

    assertThat(free.at("/result/initialCash").asInt()).isEqualTo(10_000);
    assertThat(held.at("/result/initialCash").asInt()).isEqualTo(7_000);
    assertThat(held.at("/result/configurationSha256"))
        .isNotEqualTo(free.at("/result/configurationSha256"));
  }

  @Test
  void runsOneAtATimeAndTheOthersInTurn() {
    store.hold();
    int before = store.asked();
    String first = service.submit("backtests", dips());
    String second = service.submit("backtests", dips());
    await().atMost(PATIENCE).until(() -> store.asked() == before + 1);

    assertThat(service.status(first)).isEqualTo("RUNNING");
    assertThat(service.status(second)).isEqualTo("QUEUED");
    assertThat(service.get(second + "/trades").path("detail").asString())
        .endsWith("has no result: it is QUEUED");
    store.release();

    String ended = service.awaitStatus(first, "DONE").path("finishedAt").asString();
    assertThat(service.awaitStatus(second, "DONE").path("startedAt").asString())
        .isGreaterThanOrEqualTo(ended);
    JsonNode newest = service.get("backtests?size=2");
    assertThat(newest.at("/items/0/id").asString()).isEqualTo(second.substring(10));
    assertThat(newest.at("/items/1/id").asString()).isEqualTo(first.substring(10));
  }

  /** The worker waits for bars that do not come; the next job shows that it waits no longer. */
  @Test
  void endsABacktestThatWaitsForItsBars() {
    store.hold();
    int before = store.asked();
    String path = service.submit("backtests", dips());
    await().atMost(PATIENCE).until(() -> store.asked() == before + 1);

    JsonNode cancelled = service.delete(path);
    String next = service.submit("backtests", dips());
    await().atMost(PATIENCE).until(() -> store.asked() == before + 2);

    assertThat(cancelled.path("status").asString()).isEqualTo("CANCELLED");
    store.release();
    service.awaitStatus(next, "DONE");
    assertThat(service.delete(next).path("status").asString()).isEqualTo("DONE");
    assertThat(service.status(path)).isEqualTo("CANCELLED");
  }

  @Test
  void endsASearchAmidItsTrials() {
    String path = service.submit("optimisations", search(RunningBacktester.LARGE_SPACE));
    await().atMost(PATIENCE).until(() -> service.get(path).at("/progress/done").asLong() > 20);
    JsonNode running = service.get(path).path("progress");

    service.delete(path);
    service.awaitStatus(service.submit("backtests", dips()), "DONE");

    assertThat(running.path("total").asLong()).isEqualTo(30_000);
    assertThat(running.path("unit").asString()).isEqualTo("trials");
    assertThat(running.path("perSecond").asDouble()).isPositive();
    assertThat(running.path("secondsLeft").asLong()).isPositive();
    assertThat(service.status(path)).isEqualTo("CANCELLED");
    long kept = service.get(path + "/trials?size=1").path("total").asLong();
    assertThat(kept).isBetween(20L, 29_999L);
  }

  @Test
  void waitsForAnIngestorThatIsAway() {
    store.setAway(true);
    String path = service.submit("backtests", dips());
    await()
        .atMost(PATIENCE)
        .until(() -> service.get(path).path("detail").asString().contains("answers 503"));
    assertThat(service.status(path)).isEqualTo("RUNNING");

    store.setAway(false);

    assertThat(service.awaitStatus(path, "DONE").path("detail").asString()).isEmpty();
  }

  @Test
  void saysWhyABacktestCannotBeRun() {
    Map<String, Object> request = dips();
    request.put("from", "2024-01-20T23:30:00Z");

    JsonNode failed = service.awaitStatus(service.submit("backtests", request), "FAILED");

    assertThat(failed.path("detail").asString())
        .contains("has no 1h bars of kraken|BTC/USD in that time");
    assertThat(failed.has("result")).isFalse();
  }

  @Test
  void findsTheBestOfASpaceAndWritesItsStrategy() {
    String path = service.submit("optimisations", search(SPACE));
    JsonNode done = service.awaitStatus(path, "DONE");

    JsonNode trials = service.get(path + "/trials");
    assertThat(trials.path("total").asInt()).isEqualTo(12);
    BigDecimal most =
        trials
            .path("items")
            .valueStream()
            .map(trial -> new BigDecimal(trial.at("/figures/netProfit").asString()))
            .max(BigDecimal::compareTo)
            .orElseThrow();
    assertThat(done.at("/result/best/figures/netProfit").decimalValue()).isEqualByComparingTo(most);
    String yaml = new String(service.get(path + "/best", "application/yaml").body(), UTF_8);
    JsonNode again =
        service.awaitStatus(
            service.submit("backtests", Map.of("strategy", yaml, "to", StoreStandIn.END)), "DONE");
    assertThat(again.at("/result/metrics/totalPnl").decimalValue()).isEqualByComparingTo(most);
    assertThat(again.at("/result/configurationSha256").asString())
        .isEqualTo(done.at("/result/best/configurationSha256").asString());
  }

  @Test
  void opensAHoldOutForOneSearchOnly() {
    Map<String, Object> first = dips();
    first.put("search", Map.of("space", SPACE, "holdOut", "25"));
    Map<String, Object> other = dips();
    other.put("search", Map.of("space", SPACE, "holdOut", "20", "trials", 6));

    JsonNode opened = service.awaitStatus(service.submit("optimisations", first), "DONE");
    JsonNode same = service.awaitStatus(service.submit("optimisations", first), "DONE");
    JsonNode refused = service.awaitStatus(service.submit("optimisations", other), "DONE");

    assertThat(opened.at("/result/holdOut/figures/totalTrades").asInt()).isPositive();
    assertThat(same.at("/result/holdOut")).isEqualTo(opened.at("/result/holdOut"));
    assertThat(refused.at("/result/holdOut/figures").isNull()).isTrue();
    assertThat(refused.at("/result/holdOut/refusal").asString())
        .startsWith("it was looked at before");
    assertThat(service.count("select count(*) from backtest.hold_out_opening")).isEqualTo(1);
  }

  @Test
  void walksThroughTime() {
    Map<String, Object> request = search(SPACE);
    request.put("windows", Map.of("train", "8d", "test", "4d", "purge", "12h"));

    String path = service.submit("walk-forwards", request);
    JsonNode done = service.awaitStatus(path, "DONE");

    assertThat(done.at("/result/folds")).hasSize(2);
    assertThat(done.at("/result/outOfSample/figures/totalTrades").asInt()).isGreaterThan(10);
    JsonNode trials = service.get(path + "/trials");
    assertThat(trials.path("total").asInt()).isEqualTo(24);
    assertThat(trials.at("/items/23/fold").asInt()).isEqualTo(1);
    assertThat(service.get("optimisations/" + path.substring(14)).path("status").asInt())
        .isEqualTo(404);
  }

  @Test
  void countsWhatItDoes() {
    service.awaitStatus(service.submit("backtests", dips()), "DONE");

    assertThat(service.metrics())
        .contains("tidemark_backtest_running_jobs")
        .contains("tidemark_backtest_queued_jobs")
        .contains("tidemark_backtest_bars_total")
        .contains("tidemark_backtest_job_seconds_count")
        .containsPattern("tidemark_backtest_jobs_total\\{.*status=\"done\"");
  }

  @Test
  void describesItsPaths() {
    JsonNode paths = service.get("/v3/api-docs").path("paths");

    for (String kind : List.of("backtests", "optimisations", "walk-forwards")) {
      assertThat(paths.at("/~1api~1v1~1" + kind + "/post").isObject()).as(kind).isTrue();
    }
    assertThat(service.get("/v3/api-docs").at("/components/schemas/JobRequest/properties"))
        .isNotEmpty();
  }
}
