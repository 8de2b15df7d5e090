package io.tidemark.core.optimise.statistics;

import java.util.Arrays;
import java.util.Random;

/**
 * Monte Carlo on the order of trades: the same trades in another order, or drawn with repetition,
 * many times. What a single backtest shows of drawdown is one order of many.
 *
 * @param drawing how a run's trades come about
 * @param growth how a trade changes equity
 * @param runs from 1 to {@link #MOST_RUNS}
 * @param seed of all draws
 */
public record TradeOrder(Drawing drawing, Growth growth, int runs, long seed) {

  /** The most runs. */
  public static final int MOST_RUNS = 1_000_000;

  /** How a run's trades come about. */
  public enum Drawing {
    /** Every trade once, in any order. */
    SHUFFLE,
    /** As many trades, each drawn from all (B. Efron, Bootstrap Methods, 1979). */
    BOOTSTRAP
  }

  /** How a trade changes equity. */
  public enum Growth {
    /** Results are amounts of the quote currency, added to equity: positions of a fixed size. */
    ADDED,
    /** Results are fractions of equity, 0.01 for 1 %: positions that grow with equity. */
    COMPOUNDED
  }

  /**
   * @throws IllegalArgumentException if the number of runs is outside of its range
   */
  public TradeOrder {
    if (runs < 1 || runs > MOST_RUNS) {
      throw new IllegalArgumentException(
          "runs must be from 1 to %d, was %d".formatted(MOST_RUNS, runs));
    }
  }

  /**
   * Runs them.
   *
   * @param results of the trades; what they are tells {@code growth}
   * @param initialEquity above 0. A run whose equity falls to 0 or below ends there, with a
   *     drawdown of 1
   * @throws IllegalArgumentException if there are no trades, or a number is not finite or not in
   *     its range
   */
  public TradeOrderEvidence run(double[] results, double initialEquity) {
    if (!(initialEquity > 0 && Double.isFinite(initialEquity))) {
      throw new IllegalArgumentException("initialEquity must be above 0, was " + initialEquity);
    }
    if (results.length == 0) {
      throw new IllegalArgumentException("there must be at least one trade to reorder");
    }
    for (double result : results) {
      if (!Double.isFinite(result)) {
        throw new IllegalArgumentException("results must be finite, one is " + result);
      }
    }
    Random random = new Random(seed);
    double[] finals = new double[runs];
    double[] drawdowns = new double[runs];
    int ruined = 0;
    double[] order = results.clone();
    for (int run = 0; run < runs; run++) {
      draw(results, order, random);
      Path path = path(order, initialEquity);
      finals[run] = path.equity;
      drawdowns[run] = path.drawdown;
      ruined += path.equity <= 0 ? 1 : 0;
    }
    return new TradeOrderEvidence(
        Percentiles.of(finals), Percentiles.of(drawdowns), ruined / (double) runs);
  }

  private void draw(double[] results, double[] order, Random random) {
    switch (drawing) {
      case SHUFFLE -> {
        for (int i = order.length - 1; i > 0; i--) {
          int other = random.nextInt(i + 1);
          double moved = order[i];
          order[i] = order[other];
          order[other] = moved;
        }
      }
      case BOOTSTRAP -> Arrays.setAll(order, i -> results[random.nextInt(results.length)]);
    }
  }

  private Path path(double[] order, double initialEquity) {
    double equity = initialEquity;
    double peak = initialEquity;
    double drawdown = 0;
    for (double result : order) {
      equity = growth == Growth.ADDED ? equity + result : equity * (1 + result);
      if (equity <= 0) {
        return new Path(0, 1);
      }
      peak = Math.max(peak, equity);
      drawdown = Math.max(drawdown, (peak - equity) / peak);
    }
    return new Path(equity, drawdown);
  }

  private record Path(double equity, double drawdown) {}
}
