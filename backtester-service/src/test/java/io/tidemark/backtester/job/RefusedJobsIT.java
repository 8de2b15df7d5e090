package io.tidemark.backtester.job;

import static io.tidemark.backtester.job.RunningBacktester.dips;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is asked for and not taken in. */
@Timeout(180)
class RefusedJobsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

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

  @Test
  void refusesMoreThanMayWait() {
    store.hold();
    List<String> taken = new ArrayList<>();
    int before = store.asked();
    taken.add(service.submit("backtests", dips()));
    await().atMost(PATIENCE).until(() -> store.asked() == before + 1);
    for (int i = 0; i < 5; i++) {
      taken.add(service.submit("backtests", dips()));
    }

    HttpResponse<String> refused =
        service.post("backtests", Json.mapper().writeValueAsString(dips()));

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("5 jobs wait already");
    taken.reversed().forEach(service::delete);
    taken.forEach(path -> assertThat(service.status(path)).isEqualTo("CANCELLED"));
    store.release();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          backtests | {                                                      | the body is not JSON at line 1
          backtests | null                                                   | the body must be a JSON object
          backtests | {}                                                     | give one of strategy, its YAML, and strategyId
          backtests | {"strategyId": "dips", "strategy": "a: b"}             | give one of strategy, its YAML, and strategyId
          backtests | {"strategyId": "../tidemark"}                          | strategyId must be one of [dips], was '../tidemark'
          backtests | {"strategyId": "dips", "slippage": 3}                  | slippage: unknown field; known here: cash, exchange
          backtests | {"strategyId": "dips", "search": {"tries": 3}}         | search.tries: unknown field
          backtests | {"strategyId": "dips", "cash": "much"}                 | cash:
          backtests | {"strategyId": "dips", "cash": -1}                     | portfolio.initial_cash must be above 0
          backtests | {"strategyId": "dips", "fee": 2}                       | execution.fee_rate must be
          backtests | {"strategyId": "dips", "symbols": [null]}              | symbols
          backtests | {"strategyId": "dips", "symbols": ["BTCUSD"]}          | symbol must look like BTC/USD, was 'BTCUSD'
          backtests | {"strategyId": "dips", "symbols": ["A/B", "A/B"]}      | symbol must name each once
          backtests | {"strategyId": "dips", "timeframe": "2m"}              | timeframe must be one of
          backtests | {"strategyId": "dips", "timeframe": "4h"}              | of which no bars of 1h can be made
          backtests | {"strategyId": "dips", "from": "2024-02-01T00:00:00Z", "to": "2024-01-01T00:00:00Z"} | from must be before to
          backtests | {"strategyId": "dips", "from": "yesterday"}            | from:
          backtests | {"strategy": "strategy: {id: x}"}                      | strategy: market
          backtests | {"strategy": "entry: [oops"}                           | strategy:
          backtests | {"strategyId": "dips", "search": {}}                   | search is of optimisations and walk-forwards
          backtests | {"strategyId": "dips", "windows": {}}                  | windows is of walk-forwards
          optimisations | {"strategyId": "dips"}                             | strategy: has no section optimise
          optimisations | {"strategyId": "dips", "search": {"space": "dap: [1, 2]"}} | parameters.dap is not in the strategy's file
          optimisations | {"strategyId": "dips", "search": {"space": "dip: [5, 9]", "method": "luck"}} | method must be one of [grid, random, tpe], was 'luck'
          optimisations | {"strategyId": "dips", "search": {"space": "dip: [5, 9]", "trials": 0}} | trials must be from 1 to 1000000, was 0
          optimisations | {"strategyId": "dips", "search": {"space": "dip: [5, 9]", "objective": "luck"}} | objective: luck is not known
          optimisations | {"strategyId": "dips", "search": {"space": "dip: [5, 9]", "constraints": ["luck <= 1"]}} | constraint: luck is not known
          optimisations | {"strategyId": "dips", "search": {"space": "dip: [5, 9]", "holdOut": 100}} | holdOut must be above 0 and below 100, was 100
          optimisations | {"strategyId": "dips", "search": {"space": "dip: [5, 9]", "heatMap": ["dip"]}} | heatMap must name two parameters
          optimisations | {"strategyId": "dips", "search": {"space": "dip: [5, 9]", "heatMap": ["dip", "dap"]}} | dap is not searched; searched are dip
          walk-forwards | {"strategyId": "dips", "search": {"space": "dip: [5, 9]"}} | windows must say train and test
          walk-forwards | {"strategyId": "dips", "search": {"space": "dip: [5, 9]"}, "windows": {"train": "8d"}} | test must be given
          walk-forwards | {"strategyId": "dips", "search": {"space": "dip: [5, 9]"}, "windows": {"train": "soon", "test": "4d"}} | train: duration must look like
          walk-forwards | {"strategyId": "dips", "search": {"space": "dip: [5, 9]"}, "windows": {"train": "90m", "test": "4d"}} | train must be a whole number of 1h bars
          walk-forwards | {"strategyId": "dips", "search": {"space": "dip: [5, 9]", "holdOut": 20}, "windows": {"train": "8d", "test": "4d"}} | search must have no holdOut
          """)
  void refusesWhatDoesNotFitAndKeepsNothingOfIt(String kind, String body, String problem) {
    long before = service.count("select count(*) from backtest.run");

    HttpResponse<String> answer = service.post(kind, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Json.mapper().readTree(answer.body()).path("detail").asString()).contains(problem);
    assertThat(service.count("select count(*) from backtest.run")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"backtests", "optimisations", "walk-forwards"})
  void tellsThatThereIsNoSuchJob(String kind) {
    JsonNode answer = service.get(kind + "/00000000-0000-0000-0000-000000000000");

    assertThat(answer.path("status").asInt()).isEqualTo(404);
    assertThat(service.get(kind + "/one").path("detail").asString())
        .isEqualTo("id must be a UUID, was 'one'");
  }
}
