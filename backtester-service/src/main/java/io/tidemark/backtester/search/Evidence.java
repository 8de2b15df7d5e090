package io.tidemark.backtester.search;

import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.optimise.statistics.OverfittingCheck;
import io.tidemark.core.optimise.statistics.OverfittingEvidence;
import io.tidemark.core.optimise.statistics.SharpeEvidence;
import io.tidemark.core.optimise.statistics.TradeOrder;
import io.tidemark.core.optimise.statistics.TradeOrder.Drawing;
import io.tidemark.core.optimise.statistics.TradeOrder.Growth;
import io.tidemark.core.optimise.statistics.TradeOrderEvidence;
import io.tidemark.core.optimise.statistics.TrialSpread;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against believing the best trial of a search.
 *
 * @param spread how far the trials lie apart; null with fewer than two days
 * @param sharpe what the best one's daily returns say; null if they do not differ
 * @param overfitting null with fewer than two trials, or too few days
 * @param blocks that the days were cut into for it; 0 without it
 * @param growth how a trade changes equity in the orders of trades
 * @param shuffled its trades in other orders; null without trades
 * @param drawn its trades drawn with repetition; null without trades
 */
public record Evidence(
    @Nullable TrialSpread spread,
    @Nullable SharpeEvidence sharpe,
    @Nullable OverfittingEvidence overfitting,
    int blocks,
    Growth growth,
    @Nullable TradeOrderEvidence shuffled,
    @Nullable TradeOrderEvidence drawn) {

  private static final int RUNS = 2_000;
  private static final int MOST_BLOCKS = 16;

  /**
   * The evidence.
   *
   * @param trials all of the search
   * @param best the best one's strategy
   * @param run the best one, run again
   * @param seed of the orders of trades
   */
  static Evidence of(List<TrialRecord> trials, StrategyDefinition best, SpanRun run, long seed) {
    List<double[]> returns =
        trials.stream()
            .map(TrialRecord::outcome)
            .filter(Objects::nonNull)
            .map(TrialOutcome::dailyReturns)
            .toList();
    double[] own = run.equity().dailyReturns();
    int blocks = returns.size() < 2 ? 0 : Math.min(MOST_BLOCKS, own.length / 2 / 2 * 2);
    boolean differs = Arrays.stream(own).distinct().count() > 1;
    Growth growth = best.risk().positionSizeQuote() == null ? Growth.COMPOUNDED : Growth.ADDED;
    double[] results = results(run, growth);
    return new Evidence(
        own.length < 2 ? null : TrialSpread.of(returns),
        differs ? SharpeEvidence.of(own) : null,
        blocks < 2 ? null : new OverfittingCheck(blocks).judge(returns),
        blocks < 2 ? 0 : blocks,
        growth,
        reordered(Drawing.SHUFFLE, growth, results, run, seed),
        reordered(Drawing.BOOTSTRAP, growth, results, run, seed));
  }

  private static @Nullable TradeOrderEvidence reordered(
      Drawing drawing, Growth growth, double[] results, SpanRun run, long seed) {
    return results.length == 0
        ? null
        : new TradeOrder(drawing, growth, RUNS, seed).run(results, run.initialCash().doubleValue());
  }

  /** Amounts, or fractions of what the trades before left. */
  private static double[] results(SpanRun run, Growth growth) {
    List<TradeRow> trades = run.trades();
    double[] results = new double[trades.size()];
    double equity = run.initialCash().doubleValue();
    for (int i = 0; i < results.length; i++) {
      double pnl = trades.get(i).pnl().doubleValue();
      double share = equity > 0 ? pnl / equity : 0;
      results[i] = growth == Growth.ADDED ? pnl : share;
      equity += pnl;
    }
    return results;
  }

  /** How likely the best one's true Sharpe ratio is above what luck shows; null if unknown. */
  public @Nullable Double deflatedSharpe() {
    return sharpe == null || spread == null
        ? null
        : sharpe.deflated(spread.independentTrials(), spread.sharpeVariance());
  }

  /** How likely the best one's true Sharpe ratio is above 0; null if unknown. */
  public @Nullable Double probabilisticSharpe() {
    return sharpe == null ? null : sharpe.probabilityAbove(0);
  }
}
