package io.tidemark.core.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * A backtest that is one of many over the same data: to the trades of {@link BarBacktest}, with
 * indicators that other runs have calculated, and without the stages where the plan is simple
 * enough to be worked out directly.
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
    if (DirectRun.fits(plan)) {
      InstrumentId instrument = plan.data().firstKey();
      BarColumns columns = plan.data().firstEntry().getValue();
      return DirectRun.run(plan, registry, sweep.seriesOf(instrument, columns), goesOn);
    }
    BacktestResult result = BarBacktest.run(plan, registry, goesOn, sweep);
    return new Outcome(result.trades(), result.equity(), result.finalCash());
  }
}
