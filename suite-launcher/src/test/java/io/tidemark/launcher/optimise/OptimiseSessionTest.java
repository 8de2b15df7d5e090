package io.tidemark.launcher.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.backtester.run.PreparedBacktest;
import io.tidemark.backtester.search.OptimiseRequest;
import io.tidemark.backtester.search.SearchChoices;
import io.tidemark.backtester.search.SearchRequest;
import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.BarBacktest;
import io.tidemark.core.optimise.search.SearchMethod;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.candles.CandleFile;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Searches on files, from the request to the result. */
class OptimiseSessionTest {

  private static final SearchChoices TPE =
      new SearchChoices(SearchMethod.TPE, 30, null, List.of(), 5L);

  @TempDir Path folder;
  private SearchFixture fixture;

  @BeforeEach
  void writeFiles() throws IOException {
    fixture = new SearchFixture(folder);
  }

  private SearchRequest search(int threads) {
    return fixture.search("hours.csv", SearchFixture.AS_WRITTEN, threads);
  }

  /** Every assignment is run here by itself, from the file it would be written as. */
  @Test
  void findsTheBestOfAGridByWhatEachComesTo() throws IOException {
    JsonNode result = fixture.optimise(search(2), null);

    List<BigDecimal> profits = new ArrayList<>();
    for (int dip = 5; dip <= 20; dip += 5) {
      for (int stop = 1; stop <= 3; stop++) {
        profits.add(alone(dip, stop).finalCash().subtract(BacktestPlan.DEFAULT_CASH));
      }
    }
    assertThat(result.get("trials")).hasSize(12);
    for (int i = 0; i < 12; i++) {
      assertThat(result.at("/trials/%d/figures/netProfit".formatted(i)).decimalValue())
          .isEqualByComparingTo(profits.get(i));
    }
    BigDecimal most = profits.stream().max(BigDecimal::compareTo).orElseThrow();
    assertThat(profits.stream().distinct().count()).isGreaterThan(6);
    assertThat(result.at("/best/number").asInt()).isEqualTo(profits.indexOf(most));
    assertThat(result.at("/best/figures/netProfit").decimalValue()).isEqualByComparingTo(most);
    assertThat(result.at("/asWritten/netProfit").decimalValue())
        .isEqualByComparingTo(profits.get(3 + 1));
  }

  private BacktestResult alone(int dip, int stop) throws IOException {
    StrategyDefinition strategy =
        StrategyLoader.load(
            fixture.write(
                "one.yaml",
                SearchFixture.STRATEGY
                    .replace("dip: 10", "dip: " + dip)
                    .replace("stop_loss_pct: 2.0", "stop_loss_pct: " + stop)));
    return BarBacktest.run(
        new BacktestPlan(
            "alone",
            new TreeMap<>(
                Map.of(
                    InstrumentId.of("kraken", "BTC/USD"),
                    CandleFile.read(fixture.file("hours.csv"), Timeframe.H1).columns())),
            List.of(strategy),
            Map.of(),
            BacktestPlan.DEFAULT_CASH,
            BacktestPlan.NO_LIMITS,
            false));
  }

  @Test
  void givesTheSameBytesOnAnyNumberOfThreads() throws IOException {
    fixture.optimise(fixture.search("hours.csv", TPE, 1), "25");
    String one = fixture.untimed();
    String best = Files.readString(fixture.file("best.yaml"));
    fixture.optimise(fixture.search("hours.csv", TPE, 4), "25");

    assertThat(fixture.untimed()).isEqualTo(one);
    assertThat(fixture.file("best.yaml")).hasContent(best);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 8, 13, 30})
  void comesToTheSameWhenItIsResumedAfterAnyTrial(int done) throws IOException {
    fixture.optimise(fixture.search("hours.csv", TPE, 2), null);
    String whole = fixture.untimed();
    List<String> lines = Files.readAllLines(fixture.file("trials.jsonl"));
    assertThat(lines).hasSize(1 + 12);
    int kept = Math.min(done, 12);
    String cut = kept < 12 ? lines.get(kept + 1).substring(0, 20) : "";
    Path journal =
        fixture.write("cut.jsonl", String.join("\n", lines.subList(0, kept + 1)) + "\n" + cut);

    fixture.resume(fixture.search("hours.csv", TPE, 2), journal);

    assertThat(fixture.untimed()).isEqualTo(whole);
    assertThat(Files.readAllLines(journal)).containsExactlyInAnyOrderElementsOf(lines);
  }

  @Test
  void refusesToResumeAnotherSearch() throws IOException {
    fixture.optimise(search(1), null);
    SearchRequest other =
        fixture.search("hours.csv", new SearchChoices(null, null, "sharpe", List.of(), null), 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fixture.resume(other, fixture.file("trials.jsonl")))
        .withMessageEndingWith(
            "is the journal of another search: its objective is net_profit, here it is sharpe");
  }

  @Test
  void writesAStrategyThatLoadsAndComesToTheSame() throws IOException {
    JsonNode result = fixture.optimise(search(2), null);

    StrategyDefinition best = StrategyLoader.load(fixture.file("best.yaml"));

    assertThat(best.configurationHash())
        .isEqualTo(result.at("/best/configurationSha256").asString());
    Files.copy(fixture.file("best.yaml"), fixture.file("again.yaml"));
    fixture.write("dips.yaml", Files.readString(fixture.file("again.yaml")));
    JsonNode again = fixture.optimise(search(2), null);
    assertThat(again.at("/asWritten/netProfit").decimalValue())
        .isEqualByComparingTo(result.at("/best/figures/netProfit").decimalValue());
  }

  /** Two histories that differ in what is held out alone. */
  @Test
  void seesNothingOfTheHoldOutUntilTheEnd() throws IOException {
    int searched = 15 * 24;
    fixture.write("other.csv", SearchFixture.hours(20 * 24, searched));
    JsonNode one = fixture.optimise(search(2), "25");
    JsonNode other =
        fixture.optimise(fixture.search("other.csv", SearchFixture.AS_WRITTEN, 2), "25");

    assertThat(other.get("trials")).isEqualTo(one.get("trials"));
    assertThat(other.get("best")).isEqualTo(one.get("best"));
    assertThat(other.get("evidence")).isEqualTo(one.get("evidence"));
    assertThat(one.at("/searched/to").asString()).isEqualTo("2024-01-16T00:00:00Z");
    assertThat(one.at("/holdOut/from").asString()).isEqualTo("2024-01-16T00:00:00Z");
    assertThat(one.at("/holdOut/figures/totalTrades").asInt()).isPositive();
    assertThat(other.at("/holdOut/figures")).isNotEqualTo(one.at("/holdOut/figures"));
  }

  @Test
  void looksAtAHoldOutForOneSearchOnly() throws IOException {
    JsonNode first = fixture.optimise(search(2), "25");
    JsonNode same = fixture.optimise(search(2), "25");
    SearchRequest another =
        fixture.search("hours.csv", new SearchChoices(null, 6, null, List.of(), null), 2);
    JsonNode refused = fixture.optimise(another, "20");
    JsonNode again =
        fixture.optimise(new OptimiseRequest(another, new BigDecimal("20"), true, List.of()), null);

    assertThat(first.at("/holdOut/looksBefore").asInt()).isZero();
    assertThat(same.get("holdOut")).isEqualTo(first.get("holdOut"));
    assertThat(refused.at("/holdOut/figures").isNull()).isTrue();
    assertThat(refused.at("/holdOut/refusal").asString()).startsWith("it was looked at before");
    assertThat(refused.at("/best/number").asInt()).isBetween(0, 5);
    assertThat(again.at("/holdOut/figures/totalTrades").asInt()).isPositive();
    assertThat(again.at("/holdOut/looksBefore").asInt()).isEqualTo(1);
  }

  @Test
  void tellsWhyAnAssignmentCannotBeRun() throws IOException {
    fixture.write(
        "space.yaml",
        """
        objective: net_profit
        search: {method: grid}
        parameters:
          exits.stop_loss_pct: [1.0, 2.0, 0.0]
        """);

    JsonNode result = fixture.optimise(search(2), null);

    assertThat(result.get("trialsFailed").asInt()).isEqualTo(1);
    assertThat(result.at("/trials/2/value").isNull()).isTrue();
    assertThat(result.at("/trials/2/problem").asString())
        .contains("dips.yaml")
        .contains("exits.stop_loss_pct must be above 0");
  }

  /** Bound to the number of trades of the worst trial, the best of those with as many is chosen. */
  @Test
  void keepsConstraintsBeforeTheObjective() throws IOException {
    JsonNode free = fixture.optimise(search(2), null);
    int best = free.at("/best/number").asInt();
    List<JsonNode> byValue = new ArrayList<>();
    free.get("trials").forEach(byValue::add);
    byValue.sort(Comparator.comparing(trial -> trial.get("value").decimalValue()));
    int trades = byValue.getFirst().at("/figures/totalTrades").asInt();
    int expected =
        byValue.stream()
            .filter(trial -> trial.at("/figures/totalTrades").asInt() == trades)
            .toList()
            .getLast()
            .get("number")
            .asInt();
    SearchChoices bound =
        new SearchChoices(
            null, null, null, List.of("trades >= " + trades, "trades <= " + trades), null);

    JsonNode kept = fixture.optimise(fixture.search("hours.csv", bound, 2), null);

    assertThat(kept.at("/best/number").asInt()).isEqualTo(expected).isNotEqualTo(best);
    assertThat(kept.at("/best/feasible").asBoolean()).isTrue();
    assertThat(kept.at("/trials/%d/feasible".formatted(best)).asBoolean()).isFalse();
  }

  @Test
  void showsTheSurfaceOverTheParametersAskedFor() throws IOException {
    JsonNode result =
        fixture.optimise(
            new OptimiseRequest(search(2), null, false, List.of("exits.stop_loss_pct", "dip")),
            null);

    assertThat(result.at("/heatMap/x/labels").toString()).isEqualTo("[\"1\",\"2\",\"3\"]");
    assertThat(result.at("/heatMap/y/labels").toString()).isEqualTo("[\"5\",\"10\",\"15\",\"20\"]");
    assertThat(result.at("/heatMap/cells/1/2/mean").asDouble())
        .isEqualTo(result.at("/trials/5/value").asDouble());
  }

  @Test
  void readsNothingOfTheSectionWhenTheStrategyIsRun() throws IOException {
    String hash = StrategyLoader.load(fixture.file("dips.yaml")).configurationHash();
    fixture.write(
        "dips.yaml", SearchFixture.STRATEGY + "optimise:\n" + SearchFixture.SPACE.indent(2));

    StrategyDefinition withSection = StrategyLoader.load(fixture.file("dips.yaml"));

    assertThat(withSection.configurationHash()).isEqualTo(hash);
    JsonNode result =
        fixture.optimise(fixture.search("hours.csv", null, SearchFixture.AS_WRITTEN, 1), null);
    assertThat(result.get("trials")).hasSize(12);
  }

  @Test
  void judgesByTheSameFiguresAsABacktest() throws IOException {
    JsonNode result = fixture.optimise(search(2), null);
    StrategyDefinition best = StrategyLoader.load(fixture.file("best.yaml"));
    PreparedBacktest prepared = PreparedBacktest.of(fixture.history("hours.csv"), best);
    BacktestResult run = BarBacktest.run(prepared.plan(prepared.asRun(best)));

    PerformanceReport report = PerformanceReport.of(run.equity(), run.trades(), null, null);

    assertThat(result.at("/best/figures/sharpe").asDouble()).isEqualTo(report.equity().sharpe());
    assertThat(result.at("/best/figures/maxDrawdown").asDouble())
        .isEqualTo(report.equity().maxDrawdown());
    assertThat(result.at("/best/figures/totalTrades").asInt()).isEqualTo(run.trades().size());
    assertThat(Instant.parse(result.at("/searched/from").asString()))
        .isEqualTo(run.equity().start());
  }
}
