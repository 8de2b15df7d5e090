package io.tidemark.core.backtest;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.signal.RecordedPredictions;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyRegistry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * A backtest that is one of many over the same data: to the trades of {@link BarBacktest}, with
 * indicators that other runs have calculated, and without the stages where the plan is simple
 * enough to be worked out directly: {@link #run} for all of it, {@link #brief} where it is a trial
 * of which figures are kept.
 */
public final class SweepBacktest {

  private SweepBacktest() {}

  /** What came of it, as {@link BacktestResult} has it. */
  public record Outcome(List<TradeRow> trades, EquityCurve equity, BigDecimal finalCash) {

    public Outcome {
      trades = List.copyOf(trades);
    }
  }

  /**
   * Runs a plan.
   *
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   * @param sweep of the plan's data
   * @throws IllegalArgumentException if a strategy does not fit, or the sweep is of other data
   * @throws IllegalStateException if a strategy fails
   */
  public static Outcome run(
      BacktestPlan plan, StrategyRegistry registry, LongPredicate goesOn, SweepData sweep) {
    Optional<ScanStage> stage = DirectRun.stage(plan, registry);
    if (stage.isPresent()) {
      return DirectRun.run(plan, stage.get(), sharedOf(plan, sweep), goesOn);
    }
    return run(plan, registry, goesOn, sweep, RecordedPredictions.NONE);
  }

  /**
   * Runs a plan with what models foretold of its bars.
   *
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   * @param sweep of the plan's data
   * @throws IllegalArgumentException if a strategy does not fit, or the sweep is of other data
   * @throws IllegalStateException if a strategy fails
   */
  public static Outcome run(
      BacktestPlan plan,
      StrategyRegistry registry,
      LongPredicate goesOn,
      SweepData sweep,
      RecordedPredictions predictions) {
    BacktestResult result = BarBacktest.run(plan, registry, goesOn, sweep, predictions);
    return new Outcome(result.trades(), result.equity(), result.finalCash());
  }

  /**
   * Runs a plan of which only figures are kept. Trades have the prices, sums and times of {@link
   * #run}'s, but may lack their causes and the positions' own ids. Equity may be told only at the
   * last bar of each UTC day, at both ends of the deepest drawdown and at the end, so that daily
   * returns, the deepest drawdown and the growth are the same.
   *
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   * @param sweep of the plan's data
   * @throws IllegalArgumentException if a strategy does not fit, or the sweep is of other data
   * @throws IllegalStateException if a strategy fails
   */
  public static Outcome brief(
      BacktestPlan plan, StrategyRegistry registry, LongPredicate goesOn, SweepData sweep) {
    Optional<ScanStage> stage = DirectRun.stage(plan, registry);
    return stage.isPresent()
        ? DirectRun.brief(plan, stage.get(), sharedOf(plan, sweep), goesOn)
        : run(plan, registry, goesOn, sweep);
  }

  private static SweepData.One sharedOf(BacktestPlan plan, SweepData sweep) {
    return sweep.of(plan.data().firstKey(), plan.data().firstEntry().getValue());
  }
}
