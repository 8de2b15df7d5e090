package io.tidemark.backtester.run;

import io.tidemark.backtester.report.DataCompleteness;
import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentId;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backtest came to.
 *
 * @param strategy as it was run
 * @param market what it ran over beside bars
 * @param elapsedSeconds of the engine, with all bars in memory; over trades, of reading them too
 * @param benchmark buying at the first open and holding
 * @param completeness of each instrument's bars
 * @param configurationSha256 of all that was assumed
 */
public record BacktestOutcome(
    StrategyDefinition strategy,
    BacktestPlan plan,
    MarketHistory history,
    BacktestResult result,
    Market market,
    double elapsedSeconds,
    EquityCurve benchmark,
    PerformanceReport performance,
    SortedMap<InstrumentId, DataCompleteness> completeness,
    String configurationSha256) {

  public BacktestOutcome {
    completeness = Collections.unmodifiableSortedMap(new TreeMap<>(completeness));
  }

  /**
   * What a run is over beside bars.
   *
   * @param trades how many, 0 where it ran over bars
   * @param books how many
   */
  public record Market(long trades, long books) {

    /** Of a run over bars. */
    static final Market NONE = new Market(0, 0);
  }

  /** How complete the bars of an instrument of the run are. */
  public DataCompleteness completenessOf(InstrumentId instrument) {
    return Objects.requireNonNull(completeness.get(instrument), instrument.key());
  }

  /** Whether it ran over trades, of which the bars were built. */
  public boolean isOverTrades() {
    return market.trades() > 0;
  }

  /** Bars of all instruments by the engine's time. */
  public double barsPerSecond() {
    return result.bars() / elapsedSeconds;
  }
}
