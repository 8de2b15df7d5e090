package io.tidemark.launcher.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.backtester.search.WalkForwardRequest;
import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BarBacktest;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.candles.CandleFile;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Twenty days of hours, searched on eight and judged by four, again and again. */
class WalkForwardSessionTest {

  @TempDir Path folder;
  private SearchFixture fixture;

  @BeforeEach
  void writeFiles() throws IOException {
    fixture = new SearchFixture(folder);
  }

  private WalkForwardRequest request(boolean anchored, int threads) {
    return new WalkForwardRequest(
        fixture.search("hours.csv", SearchFixture.AS_WRITTEN, threads),
        WalkForwardRequest.windows(
            anchored, Duration.ofDays(8), Duration.ofDays(4), null, Duration.ofHours(12)));
  }

  private static Instant day(double number) {
    return Instant.ofEpochMilli(
        SearchFixture.START + Math.round(number * Duration.ofDays(1).toMillis()));
  }

  /** A run of one assignment on the bars of a span alone, from the file it would be written as. */
  private BigDecimal profit(int dip, int stop, Instant from, Instant to) throws IOException {
    StrategyDefinition strategy =
        StrategyLoader.load(
            fixture.write(
                "one.yaml",
                SearchFixture.STRATEGY
                    .replace("dip: 10", "dip: " + dip)
                    .replace("stop_loss_pct: 2.0", "stop_loss_pct: " + stop)));
    BarColumns columns = CandleFile.read(fixture.file("hours.csv"), Timeframe.H1).columns();
    return BarBacktest.run(
            new BacktestPlan(
                "alone",
                new TreeMap<>(
                    Map.of(InstrumentId.of("kraken", "BTC/USD"), columns.between(from, to))),
                List.of(strategy),
                Map.of(),
                BacktestPlan.DEFAULT_CASH,
                BacktestPlan.NO_LIMITS,
                false))
        .finalCash()
        .subtract(BacktestPlan.DEFAULT_CASH);
  }

  /** Tests at 8.5 to 12.5 and 12.5 to 16.5; 3.5 days are left, too few for another. */
  @Test
  void choosesInEachWindowWhatDidBestBeforeIt() throws IOException {
    JsonNode result = fixture.walkForward(request(false, 2), null);

    assertThat(result.get("folds")).hasSize(2);
    assertThat(result.at("/windows/restSeconds").asLong())
        .isEqualTo(Duration.ofHours(84).toSeconds());
    for (int fold = 0; fold < 2; fold++) {
      JsonNode told = result.at("/folds/" + fold);
      Instant from = day(4 * fold);
      assertThat(Instant.parse(told.at("/train/from").asString())).isEqualTo(from);
      assertThat(Instant.parse(told.at("/train/to").asString())).isEqualTo(day(4 * fold + 8));
      assertThat(Instant.parse(told.at("/test/from").asString())).isEqualTo(day(4 * fold + 8.5));
      assertThat(Instant.parse(told.at("/test/to").asString())).isEqualTo(day(4 * fold + 12.5));
      BigDecimal best = null;
      for (int dip = 5; dip <= 20; dip += 5) {
        for (int stop = 1; stop <= 3; stop++) {
          BigDecimal profit = profit(dip, stop, from, day(4 * fold + 8));
          best = best == null ? profit : best.max(profit);
        }
      }
      assertThat(told.at("/inSample/netProfit").decimalValue()).isEqualByComparingTo(best);
      assertThat(
              profit(
                  told.at("/parameters/dip").asInt(),
                  told.at("/parameters/exits.stop_loss_pct").asInt(),
                  from,
                  day(4 * fold + 8)))
          .isEqualByComparingTo(best);
    }
  }

  @Test
  void chainsTheTestsIntoOneRun() throws IOException {
    JsonNode result = fixture.walkForward(request(false, 2), null);

    BigDecimal cash = BacktestPlan.DEFAULT_CASH;
    int trades = 0;
    for (JsonNode fold : result.get("folds")) {
      assertThat(fold.get("initialCash").decimalValue()).isEqualByComparingTo(cash);
      cash = cash.add(fold.at("/outOfSample/netProfit").decimalValue());
      assertThat(fold.get("finalCash").decimalValue()).isEqualByComparingTo(cash);
      trades += fold.at("/outOfSample/totalTrades").asInt();
    }
    JsonNode joined = result.get("outOfSample");
    assertThat(trades).isGreaterThan(10);
    assertThat(joined.at("/figures/totalTrades").asInt()).isEqualTo(trades);
    assertThat(joined.get("finalCash").decimalValue()).isEqualByComparingTo(cash);
    JsonNode equity = joined.get("equity");
    assertThat(equity.get(0).get("time").asString()).isEqualTo(day(8.5).toString());
    assertThat(equity.get(equity.size() - 1).get("time").asString())
        .isEqualTo(day(16.5).toString());
    assertThat(equity.get(equity.size() - 1).get("equity").asDouble())
        .isCloseTo(cash.doubleValue(), within(1e-9));
  }

  @Test
  void trainsFromTheBeginningIfItIsAnchored() throws IOException {
    JsonNode result = fixture.walkForward(request(true, 2), null);

    assertThat(result.at("/folds/1/train/from").asString()).isEqualTo(day(0).toString());
    assertThat(result.at("/folds/1/train/to").asString()).isEqualTo(day(12).toString());
  }

  @Test
  void comesToTheSameOnOtherThreadsAndResumed() throws IOException {
    fixture.walkForward(request(false, 1), null);
    String one = fixture.untimed();
    List<String> lines = Files.readAllLines(fixture.file("trials.jsonl"));
    Path journal =
        fixture.write("cut.jsonl", String.join("\n", lines.subList(0, 1 + 12 + 5)) + "\n");

    fixture.walkForward(request(false, 3), journal);

    assertThat(fixture.untimed()).isEqualTo(one);
    assertThat(Files.readAllLines(journal)).containsExactlyInAnyOrderElementsOf(lines);
  }

  @Test
  void refusesWindowsThatEndAmidABar() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                fixture.walkForward(
                    new WalkForwardRequest(
                        fixture.search("hours.csv", SearchFixture.AS_WRITTEN, 1),
                        WalkForwardRequest.windows(
                            false,
                            Duration.ofMinutes(90),
                            Duration.ofHours(1),
                            null,
                            Duration.ZERO)),
                    null))
        .withMessage("train must be a whole number of 1h bars, was PT1H30M");
  }
}
