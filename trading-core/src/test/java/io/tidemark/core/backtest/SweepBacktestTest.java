package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeCauses;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.ExitReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
      SweepBacktest.Outcome brief =
          SweepBacktest.brief(plan, StrategyRegistry.standard(), _ -> true, sweep);
      assertThat(brief.trades().stream().map(SweepBacktestTest::untold).toList())
          .isEqualTo(expected.trades().stream().map(SweepBacktestTest::untold).toList());
      assertThat(brief.finalCash()).isEqualTo(expected.finalCash());
      assertThat(figures(brief)).isEqualTo(figures(outcome));
      assertThat(trial(brief).dailyReturns()).containsExactly(trial(outcome).dailyReturns());
    }
  }

  /** A row without its causes and the position's id. */
  private static TradeRow untold(TradeRow row) {
    return new TradeRow(
        new UUID(0, 0),
        row.strategy(),
        row.instrument(),
        row.side(),
        row.entryTime(),
        row.entryPrice(),
        row.exitTime(),
        row.exitPrice(),
        row.quantity(),
        row.fee(),
        row.borrowCost(),
        row.pnl(),
        row.exitReason(),
        row.bars(),
        row.maxFavourable(),
        row.maxAdverse(),
        TradeCauses.UNKNOWN);
  }

  private static TrialFigures figures(SweepBacktest.Outcome outcome) {
    return trial(outcome).figures();
  }

  private static TrialOutcome trial(SweepBacktest.Outcome outcome) {
    return TrialOutcome.of(
        outcome.equity(),
        outcome.trades(),
        outcome.finalCash().subtract(BacktestPlan.DEFAULT_CASH));
  }

  /**
   * Both highs are the same double. A stop 1 % below the higher one is touched by the last low to
   * the last digit; one below the other would not be.
   */
  @Test
  void followTheHigherOfTwoPricesThatDifferByLessThanADouble() {
    BacktestPlan plan =
        BacktestFixture.plan(
            BacktestFixture.bars(
                "100 100 100 100",
                "100 100 100 100",
                "100 101.0000000000000001 100 101",
                "101 101.0000000000000002 101 101",
                "101 101 99.990000000000000198 100"),
            new BacktestFixture.Strategy("s")
                .buysWhen(BacktestFixture.at(0))
                .exits("trailing_stop_pct 1"));

    assertSame(plan);
    assertThat(BarBacktest.run(plan).trades().getFirst().exitReason())
        .isEqualTo(ExitReason.TRAILING_STOP);
  }

  /** The five minutes from 5 close at 10, when no minute does. */
  @Test
  void goOnWhereALongerBarClosesAlone() {
    List<Bar> bars = new ArrayList<>();
    for (int minute : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12}) {
      bars.add(BacktestFixture.bar(minute, minute < 6 ? "100 101 99 100" : "100 102 99 101", "1"));
    }
    BacktestPlan plan =
        BacktestFixture.plan(
            BarColumns.of(Timeframe.M1, bars),
            new BacktestFixture.Strategy("s").buysWhen("close@5m > 100").exits("none"));

    assertSame(plan);
    assertThat(BarBacktest.run(plan).trades().getFirst().entryTime())
        .isEqualTo(BacktestFixture.minute(11));
  }

  @Test
  void endWhereTheyAreTold() {
    List<Bar> bars = new ArrayList<>();
    for (int minute = 0; minute < 40_000; minute++) {
      String price = String.valueOf(100 + minute % 7);
      bars.add(BacktestFixture.bar(minute, "%1$s %1$s %1$s %1$s".formatted(price), "1"));
    }
    BacktestPlan plan =
        BacktestFixture.plan(
            BarColumns.of(Timeframe.M1, bars),
            new BacktestFixture.Strategy("s")
                .buysWhen("close < close[1]")
                .exits("take_profit_pct 4"));
    SweepData sweep = new SweepData(plan.data(), SweepData.USUAL_BYTES);

    SweepBacktest.Outcome outcome =
        SweepBacktest.run(plan, StrategyRegistry.standard(), _ -> false, sweep);
    SweepBacktest.Outcome brief =
        SweepBacktest.brief(plan, StrategyRegistry.standard(), _ -> false, sweep);

    assertThat(outcome.equity().end()).isEqualTo(BacktestFixture.minute(1 << 15));
    assertThat(outcome.trades()).hasSizeGreaterThan(1_000);
    assertThat(figures(brief)).isEqualTo(figures(outcome));
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
    int brief = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      BacktestPlan plan = RandomBacktest.plain(seed);
      if (DirectRun.stage(plan, StrategyRegistry.standard()).isPresent()) {
        direct++;
        brief += isBrief(plan) ? 1 : 0;
        List<TradeRow> rows = BarBacktest.run(plan).trades();
        trades += rows.size();
        rows.forEach(row -> reasons.add(row.exitReason()));
      }
    }

    assertThat(direct).isGreaterThan(100);
    assertThat(brief).isEqualTo(direct);
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

  /** Whether all its rules are judged beforehand. */
  private static boolean isBrief(BacktestPlan plan) {
    return new SweepData(plan.data(), SweepData.USUAL_BYTES)
        .of(plan.data().firstKey(), plan.data().firstEntry().getValue())
        .truths()
        .decisions(plan.strategies().getFirst())
        .isPresent();
  }
}
