package io.tidemark.core.backtest;

import static io.tidemark.core.backtest.BacktestFixture.BTC;
import static io.tidemark.core.backtest.BacktestFixture.at;
import static io.tidemark.core.backtest.BacktestFixture.bars;
import static io.tidemark.core.backtest.BacktestFixture.minute;
import static io.tidemark.core.backtest.BacktestFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.backtest.BacktestFixture.Strategy;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.signal.RecordedPredictions;
import io.tidemark.core.strategy.Definitions;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Ids;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.reason.ExitReason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was foretold of bars, in a backtest whose trades are worked out by hand. */
class PredictedBacktestTest {

  private static final String QUIET = "100 100 100 100";

  private static Prediction foretold(int bar, double down) {
    return new Prediction(
        Ids.of("prediction", bar),
        "lstm",
        "hash",
        BTC,
        Timeframe.M1,
        minute(bar),
        Map.of("up", 1 - down, "down", down),
        minute(bar + 1),
        minute(bar + 1));
  }

  private static List<TradeRow> trades(Prediction... predictions) {
    BacktestPlan plan =
        plan(
            bars(QUIET, QUIET, QUIET, "101 103 101 102", QUIET),
            new Strategy("s").buysWhen(at(0)).exits("ml_exit 0.7"));
    return BarBacktest.run(
            plan,
            StrategyRegistry.standard(),
            _ -> true,
            new SweepData(plan.data(), 0),
            RecordedPredictions.of(List.of(predictions)))
        .trades();
  }

  @Test
  void closesAtTheOpenAfterAPredictionAgainstThePosition() {
    // Bought at the open of bar 1. What was foretold of bar 2 is known at its close.
    TradeRow row = trades(foretold(2, 0.8)).getFirst();

    assertThat(row.entryTime()).isEqualTo(minute(1));
    assertThat(row.exitTime()).isEqualTo(minute(3));
    assertThat(row.exitPrice()).isEqualTo(Price.of("101"));
    assertThat(row.exitReason()).isEqualTo(ExitReason.ML);
  }

  @Test
  void keepsThePositionWhereThePredictionIsWithItOrNotSureEnough() {
    assertThat(trades(foretold(2, 0.69), foretold(3, 0.1)))
        .singleElement()
        .extracting(TradeRow::exitReason)
        .isEqualTo(ExitReason.END_OF_DATA);
  }

  /** Buys at every bar of which something was foretold, at the agent's share of the size. */
  private static final class Sized implements io.tidemark.core.strategy.Strategy {

    private List<UUID> foretold = List.of();

    @Override
    public List<Reading> readings() {
      return List.of();
    }

    @Override
    public Verdict onBar(StrategyInput input) {
      foretold = input.predictions().stream().map(Prediction::predictionId).toList();
      return foretold.isEmpty() ? Verdict.HOLD : Verdict.BUY;
    }

    @Override
    public List<String> reasons() {
      return List.of();
    }

    @Override
    public @Nullable UUID predictionId() {
      return foretold.isEmpty() ? null : foretold.getFirst();
    }

    @Override
    public boolean sizesByAgent() {
      return true;
    }
  }

  private static Prediction sized(int bar, @Nullable Double share) {
    Prediction one = foretold(bar, 0.2);
    return new Prediction(
        one.predictionId(),
        one.model(),
        one.modelHash(),
        "features",
        one.instrument(),
        one.timeframe(),
        one.barOpenTime(),
        one.outputs(),
        share,
        one.eventTime(),
        one.observedAt());
  }

  private static List<TradeRow> sizedTrades(Prediction... predictions) {
    BacktestPlan plan =
        new BacktestPlan(
            "run",
            new TreeMap<>(Map.of(BTC, bars(QUIET, QUIET, QUIET))),
            List.of(Definitions.builtIn("Sized", Map.of())),
            Map.of(),
            BacktestPlan.DEFAULT_CASH,
            BacktestPlan.NO_LIMITS,
            false);
    return BarBacktest.run(
            plan,
            StrategyRegistry.standard().with("Sized", (_, _) -> new Sized()),
            _ -> true,
            new SweepData(plan.data(), 0),
            RecordedPredictions.of(List.of(predictions)))
        .trades();
  }

  @Test
  void buysTheShareThatAnAgentTellsOfTheBar() {
    // 2 % of 10,000 at 100 are 2, and half of it 1.
    assertThat(sizedTrades(sized(0, null)).getFirst().quantity()).isEqualTo(Quantity.of("2"));
    assertThat(sizedTrades(sized(0, 1.0)).getFirst().quantity()).isEqualTo(Quantity.of("2"));
    assertThat(sizedTrades(sized(0, 0.5)).getFirst().quantity()).isEqualTo(Quantity.of("1"));
    assertThat(sizedTrades(sized(0, 0.0))).isEmpty();
    // Skipped at the first bar, it is bought at the second.
    assertThat(sizedTrades(sized(0, 0.0), sized(1, 0.5)))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.entryTime()).isEqualTo(minute(2));
              assertThat(row.quantity()).isEqualTo(Quantity.of("1"));
            });
  }

  @Test
  void isTheSameAsEverWhereNothingWasForetold() {
    assertThat(trades())
        .singleElement()
        .extracting(TradeRow::exitReason)
        .isEqualTo(ExitReason.END_OF_DATA);
  }
}
