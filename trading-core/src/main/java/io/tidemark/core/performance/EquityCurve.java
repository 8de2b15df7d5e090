package io.tidemark.core.performance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Equity at instants: cash and open positions marked at the close. Between two instants it counts
 * as unchanged. It is immutable and has at least one instant.
 */
public final class EquityCurve {

  /** Days of a year, as these markets trade on each. */
  public static final int DAYS_A_YEAR = 365;

  private final long[] times;
  private final double[] equity;

  private EquityCurve(long[] times, double[] equity) {
    this.times = times;
    this.equity = equity;
  }

  /**
   * A curve from what was there at the start and at each bar's close.
   *
   * @param start the open of the first bar
   * @param initialEquity at the start
   * @param closeTimes the bars' closes in epoch milliseconds, each after the one before
   * @param equity at these closes
   * @throws IllegalArgumentException if there is not one equity for each close, a close is not
   *     after what was before, or an equity is not finite
   */
  public static EquityCurve ofBarCloses(
      Instant start, double initialEquity, long[] closeTimes, double[] equity) {
    if (closeTimes.length != equity.length) {
      throw new IllegalArgumentException(
          "equity must have one value for each of %d closes, had %d"
              .formatted(closeTimes.length, equity.length));
    }
    long[] times = new long[closeTimes.length + 1];
    times[0] = start.toEpochMilli();
    System.arraycopy(closeTimes, 0, times, 1, closeTimes.length);
    double[] values = new double[times.length];
    values[0] = initialEquity;
    System.arraycopy(equity, 0, values, 1, equity.length);
    return ofInstants(times, values);
  }

  /**
   * A curve of instants, which it keeps: they must not be changed any more.
   *
   * @param times in epoch milliseconds, each after the one before; the first is the start
   * @param equity at these instants
   * @throws IllegalArgumentException if there is no instant, not one equity for each, an instant is
   *     not after the one before, or an equity is not finite
   */
  public static EquityCurve ofInstants(long[] times, double[] equity) {
    if (times.length == 0 || times.length != equity.length) {
      throw new IllegalArgumentException(
          "there must be one equity for each of at least one instant, were %d for %d"
              .formatted(equity.length, times.length));
    }
    for (int i = 0; i < times.length; i++) {
      if (i > 0 && times[i] <= times[i - 1]) {
        throw new IllegalArgumentException(
            "close %d must be after %s, was %s"
                .formatted(i, instant(times[i - 1]), instant(times[i])));
      }
      if (!Double.isFinite(equity[i])) {
        throw new IllegalArgumentException(
            "equity at %s must be finite, was %s".formatted(instant(times[i]), equity[i]));
      }
    }
    return new EquityCurve(times, equity);
  }

  /**
   * The sum of curves that run side by side, at every instant of any. Each counts with its first
   * equity before it begins and with its last after it ends.
   *
   * @throws IllegalArgumentException if there is no curve
   */
  public static EquityCurve sum(List<EquityCurve> curves) {
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("curves must not be empty");
    }
    long[] times =
        curves.stream()
            .flatMapToLong(curve -> LongStream.of(curve.times))
            .sorted()
            .distinct()
            .toArray();
    double[] sums = new double[times.length];
    for (EquityCurve curve : curves) {
      int at = 0;
      for (int i = 0; i < times.length; i++) {
        while (at + 1 < curve.times.length && curve.times[at + 1] <= times[i]) {
          at++;
        }
        sums[i] += curve.equity[at];
      }
    }
    return new EquityCurve(times, sums);
  }

  /** This curve, unchanged from its end to {@code end}; itself if it reaches that far. */
  public EquityCurve carriedTo(Instant end) {
    long until = end.toEpochMilli();
    int size = times.length;
    if (until <= times[size - 1]) {
      return this;
    }
    long[] longer = Arrays.copyOf(times, size + 1);
    double[] values = Arrays.copyOf(equity, size + 1);
    longer[size] = until;
    values[size] = equity[size - 1];
    return new EquityCurve(longer, values);
  }

  /** The number of instants, the start included. */
  public int size() {
    return times.length;
  }

  /** An instant in epoch milliseconds; that of index 0 is the start. */
  public long millisAt(int index) {
    return times[index];
  }

  /** The equity at an instant. */
  public double equityAt(int index) {
    return equity[index];
  }

  /** When it begins. */
  public Instant start() {
    return instant(times[0]);
  }

  /** When it ends. */
  public Instant end() {
    return instant(times[times.length - 1]);
  }

  /** The equity it begins with. */
  public double initialEquity() {
    return equity[0];
  }

  /** The equity it ends with. */
  public double finalEquity() {
    return equity[equity.length - 1];
  }

  /** The mean over time; of a single instant, its equity. */
  public double meanEquity() {
    long length = times[times.length - 1] - times[0];
    if (length == 0) {
      return equity[0];
    }
    double weighted = 0;
    for (int i = 0; i + 1 < times.length; i++) {
      weighted += equity[i] * (times[i + 1] - times[i]);
    }
    return weighted / length;
  }

  /**
   * One return a UTC day, as {@link EquityStatistics} takes them; a last day that is not over
   * counts as if it ended with the curve.
   */
  public double[] dailyReturns() {
    DailyReturns returns = new DailyReturns();
    for (int i = 0; i < times.length; i++) {
      returns.add(times[i], equity[i]);
    }
    return returns.toArray();
  }

  /** How far equity lies below the highest so far at each instant, as a fraction, 0 or above. */
  public double[] underwater() {
    double[] depths = new double[equity.length];
    double peak = equity[0];
    for (int i = 0; i < depths.length; i++) {
      peak = Math.max(peak, equity[i]);
      depths[i] = Drawdown.below(peak, equity[i]);
    }
    return depths;
  }

  /** Every stretch below a peak, in order of time. */
  public List<Drawdown> drawdowns() {
    List<Drawdown> found = new ArrayList<>();
    int peak = 0;
    int trough = 0;
    for (int i = 1; i < times.length; i++) {
      if (equity[i] >= equity[peak]) {
        close(found, peak, trough, i);
        peak = i;
        trough = i;
      } else if (equity[i] < equity[trough]) {
        trough = i;
      }
    }
    close(found, peak, trough, null);
    return found;
  }

  /** The deepest stretches below a peak, the deepest first, the earlier first of two as deep. */
  public List<Drawdown> deepestDrawdowns(int limit) {
    return drawdowns().stream()
        .sorted(Comparator.comparingDouble(Drawdown::depth).reversed())
        .limit(limit)
        .toList();
  }

  private void close(List<Drawdown> found, int peak, int trough, @Nullable Integer recovery) {
    double depth = Drawdown.below(equity[peak], equity[trough]);
    if (depth > 0) {
      long until = times[recovery == null ? times.length - 1 : recovery];
      found.add(
          new Drawdown(
              instant(times[peak]),
              instant(times[trough]),
              recovery == null ? null : instant(until),
              depth,
              Duration.ofMillis(until - times[peak])));
    }
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
