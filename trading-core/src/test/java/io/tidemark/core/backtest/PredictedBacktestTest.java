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
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Ids;
import io.tidemark.model.Price;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.reason.ExitReason;
import java.util.List;
import java.util.Map;
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

  @Test
  void isTheSameAsEverWhereNothingWasForetold() {
    assertThat(trades())
        .singleElement()
        .extracting(TradeRow::exitReason)
        .isEqualTo(ExitReason.END_OF_DATA);
  }
}
