package io.tidemark.backtester.run;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.BacktestResult;
import io.tidemark.core.backtest.BarBacktest;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.Bootstrap;
import io.tidemark.core.performance.BuyAndHold;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Ids;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Runs a strategy over bars in memory, and judges what came of it. */
public final class BacktestRun {

  private static final double NANOS = 1e9;

  private final PreparedBacktest prepared;
  private final StrategyRegistry registry;

  /**
   * @param registry of the strategy
   */
  public BacktestRun(PreparedBacktest prepared, StrategyRegistry registry) {
    this.prepared = prepared;
    this.registry = registry;
  }

  /**
   * Runs it.
   *
   * @param strategy {@link PreparedBacktest#asRun as it is run}
   * @param bounds whether figures are drawn anew, to tell between what bounds they lie
   * @param goesOn is told now and then how many bars are done; false ends the run
   * @return empty if it was ended
   */
  public Optional<BacktestOutcome> of(
      StrategyDefinition strategy, boolean bounds, LongPredicate goesOn) {
    BacktestPlan plan = prepared.plan(strategy);
    Watch watch = new Watch(goesOn);
    long begun = System.nanoTime();
    BacktestResult result = BarBacktest.run(plan, registry, watch);
    double seconds = (System.nanoTime() - begun) / NANOS;
    return watch.hasEnded()
        ? Optional.empty()
        : Optional.of(
            judge(
                strategy,
                plan,
                prepared.history(),
                result,
                BacktestOutcome.Market.NONE,
                seconds,
                bounds));
  }

  /** Remembers that the end was wanted. */
  static final class Watch implements LongPredicate {

    private final LongPredicate goesOn;
    private boolean ended;

    Watch(LongPredicate goesOn) {
      this.goesOn = goesOn;
    }

    @Override
    public boolean test(long done) {
      ended = !goesOn.test(done);
      return !ended;
    }

    boolean hasEnded() {
      return ended;
    }
  }

  /**
   * Judges what came of a run.
   *
   * @param market what it ran over beside bars
   */
  static BacktestOutcome judge(
      StrategyDefinition strategy,
      BacktestPlan plan,
      MarketHistory history,
      BacktestResult result,
      BacktestOutcome.Market market,
      double seconds,
      boolean bounds) {
    EquityCurve benchmark = buyAndHold(strategy, plan);
    return new BacktestOutcome(
        strategy,
        plan,
        history,
        result,
        market,
        seconds,
        benchmark,
        PerformanceReport.of(
            result.equity(), result.trades(), benchmark, bounds ? Bootstrap.STANDARD : null),
        history.completeness(),
        configurationSha256(strategy, plan));
  }

  /** The strategy's own hash where nothing else was assumed than what it says. */
  private static String configurationSha256(StrategyDefinition strategy, BacktestPlan plan) {
    return plan.limits().equals(BacktestPlan.NO_LIMITS)
        ? strategy.configurationHash()
        : Ids.sha256(
            String.join(
                "\n",
                strategy.configurationHash(),
                plan.initialCash().toPlainString(),
                plan.limits().toString(),
                String.valueOf(plan.shortsAllowed())));
  }

  private static EquityCurve buyAndHold(StrategyDefinition strategy, BacktestPlan plan) {
    BigDecimal fee = strategy.execution().feeRate();
    List<BuyAndHold.Holding> holdings = new ArrayList<>();
    for (BarColumns columns : plan.data().values()) {
      int size = columns.size();
      long[] times = new long[size];
      double[] closes = new double[size];
      for (int i = 0; i < size; i++) {
        times[i] = closeMillis(columns, i);
        closes[i] = columns.close(i);
      }
      holdings.add(
          new BuyAndHold.Holding(
              Instant.ofEpochMilli(columns.openMillis(0)), columns.open(0), times, closes));
    }
    return BuyAndHold.of(
        plan.initialCash().doubleValue(),
        (fee == null ? BacktestPlan.DEFAULT_FEE_RATE : fee).doubleValue(),
        holdings);
  }

  /** Without an instant for each of many bars, but for months, of which there are few. */
  private static long closeMillis(BarColumns columns, int bar) {
    Timeframe timeframe = columns.timeframe();
    long open = columns.openMillis(bar);
    return timeframe == Timeframe.MONTH1
        ? timeframe.closeOf(Instant.ofEpochMilli(open)).toEpochMilli()
        : open + timeframe.nominalLength().toMillis();
  }
}
