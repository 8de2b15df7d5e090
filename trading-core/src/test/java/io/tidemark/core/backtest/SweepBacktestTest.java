package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.reason.ExitReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run of a sweep comes to what the stages come to, to the last digit. */
class SweepBacktestTest {

  private static final int SEEDS = 300;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void worksOutPlainStrategiesAsTheStagesDo(long seed) {
    BacktestPlan plan = RandomBacktest.plain(seed);

    assertSame(plan);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leavesOthersToTheStages(long seed) {
    assertSame(RandomBacktest.of(seed));
  }

  private static void assertSame(BacktestPlan plan) {
    BacktestResult expected = BarBacktest.run(plan);
    SweepData sweep = new SweepData(plan.data(), SweepData.USUAL_BYTES);

    for (int run = 0; run < 2; run++) {
      SweepBacktest.Outcome outcome =
          SweepBacktest.run(plan, StrategyRegistry.standard(), _ -> true, sweep);
      assertThat(outcome.trades()).isEqualTo(expected.trades());
      assertThat(outcome.finalCash()).isEqualTo(expected.finalCash());
      assertThat(points(outcome.equity())).isEqualTo(points(expected.equity()));
    }
  }

  private static List<String> points(EquityCurve curve) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < curve.size(); i++) {
      points.add(curve.millisAt(i) + " " + curve.equityAt(i));
    }
    return points;
  }

  @Test
  void workOutManyTradesOfEveryKindDirectly() {
    Set<ExitReason> reasons = EnumSet.noneOf(ExitReason.class);
    int trades = 0;
    int direct = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      BacktestPlan plan = RandomBacktest.plain(seed);
      if (DirectRun.fits(plan)) {
        direct++;
        List<TradeRow> rows = BarBacktest.run(plan).trades();
        trades += rows.size();
        rows.forEach(row -> reasons.add(row.exitReason()));
      }
    }

    assertThat(direct).isGreaterThan(100);
    assertThat(trades).isGreaterThan(2_000);
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            ExitReason.STOP_LOSS,
            ExitReason.TAKE_PROFIT,
            ExitReason.TRAILING_STOP,
            ExitReason.BREAK_EVEN,
            ExitReason.TIME,
            ExitReason.ROI,
            ExitReason.SIGNAL,
            ExitReason.END_OF_DATA);
  }
}
