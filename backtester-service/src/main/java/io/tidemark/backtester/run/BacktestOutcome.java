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
 * @param elapsedSeconds of the engine, with all bars in memory
 * @param benchmark buying at the first open and holding
 * @param completeness of each instrument's bars
 * @param configurationSha256 of all that was assumed
 */
public record BacktestOutcome(
    StrategyDefinition strategy,
    BacktestPlan plan,
    MarketHistory history,
    BacktestResult result,
    double elapsedSeconds,
    EquityCurve benchmark,
    PerformanceReport performance,
    SortedMap<InstrumentId, DataCompleteness> completeness,
    String configurationSha256) {

  public BacktestOutcome {
    completeness = Collections.unmodifiableSortedMap(new TreeMap<>(completeness));
  }

  /** How complete the bars of an instrument of the run are. */
  public DataCompleteness completenessOf(InstrumentId instrument) {
    return Objects.requireNonNull(completeness.get(instrument), instrument.key());
  }

  /** Bars of all instruments by the engine's time. */
  public double barsPerSecond() {
    return result.bars() / elapsedSeconds;
  }
}
