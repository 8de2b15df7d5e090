package io.tidemark.core.performance;

import io.tidemark.core.performance.ConfidenceBounds.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How figures are drawn anew from what happened. Days are drawn by the stationary bootstrap: in
 * stretches that begin anywhere, go round at the end and have lengths of a geometric distribution,
 * so that what follows on each other mostly stays together (D. N. Politis and J. P. Romano, The
 * Stationary Bootstrap, 1994). Trades are drawn one by one (B. Efron, Bootstrap Methods: Another
 * Look at the Jackknife, 1979). Bounds are percentiles of what comes out, interpolated between
 * neighbours (R. J. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages, 1996, type 7).
 *
 * @param seed of {@link Random}, whose numbers its documentation fixes; the same seed, the same
 *     bounds
 * @param resamples how often all is drawn, from 100
 * @param confidence the share of outcomes between the bounds, above 0 and below 1
 * @param blockDays the mean length of a stretch, from 1; null for the cube root of the number of
 *     days, rounded up, which is the order of the best length for a mean
 */
public record Bootstrap(long seed, int resamples, double confidence, @Nullable Integer blockDays) {

  /** A thousand resamples at 95 %, in stretches by the number of days. */
  public static final Bootstrap STANDARD = new Bootstrap(1, 1000, 0.95, null);

  private static final int FEWEST = 100;

  /**
   * @throws IllegalArgumentException if a component is out of its range
   */
  public Bootstrap {
    if (resamples < FEWEST) {
      throw new IllegalArgumentException(
          "resamples must be %d or above, was %d".formatted(FEWEST, resamples));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be above 0 and below 1, was " + confidence);
    }
    if (blockDays != null && blockDays < 1) {
      throw new IllegalArgumentException("blockDays must be 1 or above, was " + blockDays);
    }
  }

  /** The bounds for a curve's days and for trade rows, in the order the rows are given. */
  public ConfidenceBounds bounds(EquityCurve curve, List<TradeRow> rows) {
    double[] daily = curve.dailyReturns();
    int block = blockDays == null ? (int) Math.ceil(StrictMath.cbrt(daily.length)) : blockDays;
    DayOutcomes days = new DayOutcomes(resamples);
    if (daily.length > 1) {
      long length = curve.end().toEpochMilli() - curve.start().toEpochMilli();
      Random random = new Random(seed);
      for (int i = 0; i < resamples; i++) {
        days.put(i, drawDays(daily, block, random), length);
      }
    }
    TradeOutcomes trades = new TradeOutcomes(resamples);
    if (rows.size() > 1) {
      double[] results = rows.stream().mapToDouble(row -> row.pnl().doubleValue()).toArray();
      Random random = new Random(seed);
      for (int i = 0; i < resamples; i++) {
        trades.put(i, results, random);
      }
    }
    return new ConfidenceBounds(
        this,
        block,
        interval(days.sharpe),
        interval(days.sortino),
        interval(days.totalReturn),
        interval(days.cagr),
        interval(days.maxDrawdown),
        interval(trades.winRate),
        interval(trades.expectancy),
        interval(trades.profitFactor),
        interval(trades.totalPnl));
  }

  static double[] drawDays(double[] daily, int block, Random random) {
    double[] drawn = new double[daily.length];
    int from = random.nextInt(daily.length);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = daily[from];
      boolean ends = random.nextDouble() * block < 1;
      from = ends ? random.nextInt(daily.length) : (from + 1) % daily.length;
    }
    return drawn;
  }

  private @Nullable Interval interval(double[] outcomes) {
    double[] sorted = Arrays.stream(outcomes).filter(Double::isFinite).sorted().toArray();
    double tail = (1 - confidence) / 2;
    return 2 * sorted.length <= outcomes.length
        ? null
        : new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private static double[] undefined(int size) {
    double[] values = new double[size];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  /** What resampled days came to; NaN where a figure is not defined. */
  private static final class DayOutcomes {

    private final double[] sharpe;
    private final double[] sortino;
    private final double[] totalReturn;
    private final double[] cagr;
    private final double[] maxDrawdown;

    DayOutcomes(int size) {
      sharpe = undefined(size);
      sortino = undefined(size);
      totalReturn = undefined(size);
      cagr = undefined(size);
      maxDrawdown = undefined(size);
    }

    void put(int at, double[] returns, long millis) {
      double growth = 1;
      double peak = 1;
      double deepest = 0;
      for (double each : returns) {
        growth *= 1 + each;
        peak = Math.max(peak, growth);
        deepest = Math.max(deepest, Drawdown.below(peak, growth));
      }
      sharpe[at] = orNaN(ReturnRatios.sharpe(returns));
      sortino[at] = orNaN(ReturnRatios.sortino(returns));
      totalReturn[at] = growth - 1;
      cagr[at] = orNaN(ReturnRatios.perYear(growth, millis));
      maxDrawdown[at] = deepest;
    }
  }

  /** What resampled trades came to; NaN where a figure is not defined. */
  private static final class TradeOutcomes {

    private final double[] winRate;
    private final double[] expectancy;
    private final double[] profitFactor;
    private final double[] totalPnl;

    TradeOutcomes(int size) {
      winRate = undefined(size);
      expectancy = undefined(size);
      profitFactor = undefined(size);
      totalPnl = undefined(size);
    }

    void put(int at, double[] results, Random random) {
      int n = results.length;
      int wins = 0;
      double won = 0;
      double lost = 0;
      for (int i = 0; i < n; i++) {
        double result = results[random.nextInt(n)];
        if (result > 0) {
          wins++;
          won += result;
        } else {
          lost -= result;
        }
      }
      winRate[at] = wins / (double) n;
      expectancy[at] = (won - lost) / n;
      profitFactor[at] = lost == 0 ? Double.NaN : won / lost;
      totalPnl[at] = won - lost;
    }
  }
}
