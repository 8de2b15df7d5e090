package io.tidemark.core.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.performance.EquityCurve;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Equity at the last bar of each UTC day, at the peak and the trough of the deepest drawdown, and
 * at the end: daily returns, the deepest drawdown and the growth are those of all bars.
 */
final class BriefEquity implements EquityNotes {

  private static final int START = -1;
  private static final long DAY = 86_400_000;

  private final BarColumns columns;
  private final int[] dayEnds;
  private final double[] atDayEnds;
  private final double initial;
  private int days;

  private double peak;
  private double trough;
  private int peakAt = START;
  private int troughAt = START;
  private double deepest;
  private Depth deepestAt;

  private int last = START;
  private double lastCash;
  private double lastHeld;

  /** A stretch from a peak down to the lowest after it, by the bars at which they were. */
  private record Depth(int peakAt, double peak, int troughAt, double trough) {}

  /**
   * @param dayEnds the last bar of each UTC day
   */
  BriefEquity(BarColumns columns, int[] dayEnds, double initial) {
    this.columns = columns;
    this.dayEnds = dayEnds;
    this.atDayEnds = new double[dayEnds.length];
    this.initial = initial;
    this.peak = initial;
    this.trough = initial;
    this.deepestAt = new Depth(START, initial, START, initial);
  }

  /** The last bar of each UTC day, a close at midnight being of the day that ends. */
  static int[] dayEnds(BarColumns columns) {
    long length = columns.timeframe().nominalLength().toMillis();
    int[] ends = new int[columns.size()];
    int count = 0;
    for (int i = 0; i < columns.size(); i++) {
      boolean isLast =
          i + 1 == columns.size()
              || dayOf(columns.openMillis(i) + length) < dayOf(columns.openMillis(i + 1) + length);
      if (isLast) {
        ends[count++] = i;
      }
    }
    return Arrays.copyOf(ends, count);
  }

  private static long dayOf(long closeMillis) {
    return Math.floorDiv(closeMillis - 1, DAY);
  }

  /** The last bar waits, since what it comes to changes if it is the end. */
  @Override
  public void note(int from, int to, double cash, double held) {
    if (to <= from) {
      return;
    }
    if (last >= 0) {
      take(last, last + 1, lastCash, lastHeld);
    }
    take(from, to - 1, cash, held);
    last = to - 1;
    lastCash = cash;
    lastHeld = held;
  }

  private void take(int from, int to, double cash, double held) {
    if (held == 0) {
      if (to > from) {
        take(from, cash);
      }
    } else {
      for (int i = from; i < to; i++) {
        take(i, cash + held * columns.close(i));
      }
    }
    while (days < dayEnds.length && dayEnds[days] < to) {
      double close = held == 0 ? 0 : held * columns.close(dayEnds[days]);
      atDayEnds[days++] = cash + close;
    }
  }

  private void take(int index, double equity) {
    if (equity > peak) {
      settle();
      peak = equity;
      peakAt = index;
      trough = equity;
      troughAt = index;
    } else if (equity < trough) {
      trough = equity;
      troughAt = index;
    }
  }

  private void settle() {
    double depth = peak > 0 ? (peak - trough) / peak : 0;
    if (depth > deepest) {
      deepest = depth;
      deepestAt = new Depth(peakAt, peak, troughAt, trough);
    }
  }

  @Override
  public EquityCurve curve(double end) {
    SortedMap<Integer, Double> points = new TreeMap<>();
    points.put(START, initial);
    for (int i = 0; i < days; i++) {
      points.put(dayEnds[i], atDayEnds[i]);
    }
    if (last >= 0) {
      take(last, end);
      points.put(last, end);
    }
    settle();
    points.put(deepestAt.peakAt, deepestAt.peak);
    points.put(deepestAt.troughAt, deepestAt.trough);
    return curve(points);
  }

  private EquityCurve curve(SortedMap<Integer, Double> points) {
    long length = columns.timeframe().nominalLength().toMillis();
    long[] times = new long[points.size()];
    double[] equity = new double[points.size()];
    int at = 0;
    for (Map.Entry<Integer, Double> point : points.entrySet()) {
      int index = point.getKey();
      times[at] =
          index != START
              ? columns.openMillis(index) + length
              : columns.size() == 0 ? 0 : columns.openMillis(0);
      equity[at++] = point.getValue();
    }
    return EquityCurve.ofInstants(times, equity);
  }
}
