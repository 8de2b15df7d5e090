package io.tidemark.core.backtest.sweep;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.SweepBacktest;
import io.tidemark.core.backtest.SweepData;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.signal.RecordedPredictions;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Backtests of strategies over one part of a history. Nothing after the part is read. Runs share
 * the indicators that they calculate, and where rules hold. Safe for use by several threads.
 */
public final class SpanBacktest {

  private final BacktestPlan plan;
  private final SortedMap<InstrumentId, BarColumns> data;
  private final Span span;
  private final boolean warmsUp;
  private final SweepData sweep;

  private SpanBacktest(BacktestPlan plan, Span span, boolean warmsUp) {
    this.plan = plan;
    this.span = span;
    this.warmsUp = warmsUp;
    this.data = new TreeMap<>();
    Instant begin = warmsUp ? Instant.ofEpochMilli(Long.MIN_VALUE) : span.from();
    boolean empty = true;
    for (var each : plan.data().entrySet()) {
      BarColumns part = each.getValue().between(begin, span.to());
      data.put(each.getKey(), part);
      empty &= part.size() == 0 || part.openMillis(part.size() - 1) < span.from().toEpochMilli();
    }
    if (empty) {
      throw new IllegalArgumentException(
          "no bar opens between %s and %s".formatted(span.from(), span.to()));
    }
    this.sweep = new SweepData(data, SweepData.USUAL_BYTES);
  }

  /**
   * Runs on the bars that open in a part of the plan's history alone: indicators warm up in it.
   *
   * @param plan what holds besides the strategy and the part
   * @throws IllegalArgumentException if no bar opens in it
   */
  public static SpanBacktest alone(BacktestPlan plan, Span span) {
    return new SpanBacktest(plan, span, false);
  }

  /**
   * Runs on the same bars, but strategies are shown all bars before them too, without anything
   * being traded: at the first bar of the part they stand as they would had they been running.
   *
   * @param plan what holds besides the strategy and the part
   * @throws IllegalArgumentException if no bar opens in it
   */
  public static SpanBacktest warmedUp(BacktestPlan plan, Span span) {
    return new SpanBacktest(plan, span, true);
  }

  /**
   * Runs a strategy from the plan's cash on.
   *
   * @throws IllegalArgumentException if the strategy does not fit
   * @throws IllegalStateException if the strategy fails
   */
  public SpanRun run(StrategyDefinition strategy) {
    return run(strategy, plan.initialCash(), _ -> true);
  }

  /**
   * Runs a strategy.
   *
   * @param cash to begin with, above 0
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   * @throws IllegalArgumentException if the strategy does not fit
   * @throws IllegalStateException if the strategy fails
   */
  public SpanRun run(StrategyDefinition strategy, BigDecimal cash, LongPredicate goesOn) {
    SweepBacktest.Outcome result =
        SweepBacktest.run(planOf(strategy, cash), registryOf(strategy), goesOn, sweep);
    return spanRun(result, cash);
  }

  /**
   * Runs a strategy from the plan's cash on, with what models foretold of the bars.
   *
   * @throws IllegalArgumentException if the strategy does not fit
   * @throws IllegalStateException if the strategy fails
   */
  public SpanRun run(StrategyDefinition strategy, RecordedPredictions predictions) {
    SweepBacktest.Outcome result =
        SweepBacktest.run(
            planOf(strategy, plan.initialCash()),
            registryOf(strategy),
            _ -> true,
            sweep,
            predictions);
    return spanRun(result, plan.initialCash());
  }

  private SpanRun spanRun(SweepBacktest.Outcome result, BigDecimal cash) {
    return new SpanRun(result.trades(), within(result.equity()), cash, result.finalCash());
  }

  /**
   * Runs a strategy that is one of many: to what {@link #run} comes to, at a fraction of its cost.
   *
   * @param cash to begin with, above 0
   * @param goesOn asked now and then with the number of bars done; false ends the run there
   * @throws IllegalArgumentException if the strategy does not fit
   * @throws IllegalStateException if the strategy fails
   */
  public TrialOutcome trial(StrategyDefinition strategy, BigDecimal cash, LongPredicate goesOn) {
    SweepBacktest.Outcome result =
        SweepBacktest.brief(planOf(strategy, cash), registryOf(strategy), goesOn, sweep);
    return TrialOutcome.of(
        within(result.equity()), result.trades(), result.finalCash().subtract(cash));
  }

  private BacktestPlan planOf(StrategyDefinition strategy, BigDecimal cash) {
    return new BacktestPlan(
        plan.run(),
        data,
        List.of(warmsUp ? HeldBackStrategy.definition(strategy) : strategy),
        plan.rules(),
        cash,
        plan.limits(),
        plan.shortsAllowed());
  }

  private StrategyRegistry registryOf(StrategyDefinition strategy) {
    StrategyRegistry standard = StrategyRegistry.standard();
    return warmsUp ? HeldBackStrategy.registry(standard, strategy, span.from()) : standard;
  }

  /** Of the part alone, beginning with it. */
  private EquityCurve within(EquityCurve curve) {
    long begin = span.from().toEpochMilli();
    int first = 1;
    while (first < curve.size() && curve.millisAt(first) <= begin) {
      first++;
    }
    long[] times = new long[curve.size() - first + 1];
    double[] equity = new double[times.length];
    times[0] = begin;
    equity[0] = curve.initialEquity();
    for (int i = 1; i < times.length; i++) {
      times[i] = curve.millisAt(first + i - 1);
      equity[i] = curve.equityAt(first + i - 1);
    }
    return EquityCurve.ofInstants(times, equity);
  }

  /** The part. */
  public Span span() {
    return span;
  }
}
