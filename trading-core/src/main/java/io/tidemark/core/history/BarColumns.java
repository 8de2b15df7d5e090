package io.tidemark.core.history;

import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * A long history of closed bars of one instrument and timeframe, in order of time: what indicators
 * read as columns of doubles, and every bar exactly when it is asked for. Immutable.
 */
public final class BarColumns {

  private final Timeframe timeframe;
  private final long length;
  private final long[] openMillis;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;
  private final double[] volume;
  private final BitSet partial;
  private final IntFunction<Bar> exact;

  /** Longer bars that were asked for, which many runs over the same history read. */
  private final Map<Timeframe, BarColumns> composed = new ConcurrentHashMap<>();

  /**
   * Columns that belong together; they are not copied, and must not be changed any more.
   *
   * @param openMillis when each bar opened, in epoch milliseconds, rising
   * @param exact gives the bar at an index; its doubles are those of the columns
   * @throws IllegalArgumentException if the columns differ in length, or times do not rise
   */
  public BarColumns(
      Timeframe timeframe,
      long[] openMillis,
      double[] open,
      double[] high,
      double[] low,
      double[] close,
      double[] volume,
      BitSet partial,
      IntFunction<Bar> exact) {
    int size = openMillis.length;
    for (double[] column : List.of(open, high, low, close, volume)) {
      if (column.length != size) {
        throw new IllegalArgumentException(
            "columns must be of one length, were %d and %d".formatted(size, column.length));
      }
    }
    for (int i = 1; i < size; i++) {
      if (openMillis[i] <= openMillis[i - 1]) {
        throw new IllegalArgumentException(
            "bars must be in order of time, was %s after %s"
                .formatted(
                    Instant.ofEpochMilli(openMillis[i]), Instant.ofEpochMilli(openMillis[i - 1])));
      }
    }
    this.timeframe = timeframe;
    this.length = timeframe.nominalLength().toMillis();
    this.openMillis = openMillis;
    this.open = open;
    this.high = high;
    this.low = low;
    this.close = close;
    this.volume = volume;
    this.partial = partial;
    this.exact = exact;
  }

  /**
   * The columns of bars.
   *
   * @throws IllegalArgumentException if they are of another timeframe or not in order of time
   */
  public static BarColumns of(Timeframe timeframe, List<Bar> bars) {
    List<Bar> kept = List.copyOf(bars);
    int size = kept.size();
    long[] openMillis = new long[size];
    double[][] values = new double[5][size];
    BitSet partial = new BitSet(size);
    for (int i = 0; i < size; i++) {
      Bar bar = kept.get(i);
      if (bar.timeframe() != timeframe) {
        throw new IllegalArgumentException(
            "bars must be of %s, was %s at %s"
                .formatted(timeframe, bar.timeframe(), bar.openTime()));
      }
      openMillis[i] = bar.openTime().toEpochMilli();
      values[0][i] = bar.open().toDouble();
      values[1][i] = bar.high().toDouble();
      values[2][i] = bar.low().toDouble();
      values[3][i] = bar.close().toDouble();
      values[4][i] = bar.volume().toDouble();
      partial.set(i, bar.completeness() == Completeness.PARTIAL);
    }
    return new BarColumns(
        timeframe,
        openMillis,
        values[0],
        values[1],
        values[2],
        values[3],
        values[4],
        partial,
        kept::get);
  }

  /**
   * The bars of a longer timeframe that these make up; the last one only if these reach its end.
   * They are made once.
   *
   * @throws IllegalArgumentException if these do not fill the longer ones
   */
  public BarColumns composed(Timeframe longer) {
    if (!timeframe.fills(longer)) {
      throw new IllegalArgumentException(
          "%s bars do not make up %s bars".formatted(timeframe, longer));
    }
    return composed.computeIfAbsent(longer, this::compose);
  }

  private BarColumns compose(Timeframe longer) {
    LongerBars bars = new LongerBars(longer);
    for (int i = 0; i < size(); i++) {
      bars.add(bar(i));
    }
    return bars.columns();
  }

  /** The bars that open from {@code from} on and before {@code to}. */
  public BarColumns between(Instant from, Instant to) {
    int first = indexAtOrAfter(from.toEpochMilli());
    int end = Math.max(first, indexAtOrAfter(to.toEpochMilli()));
    return new BarColumns(
        timeframe,
        Arrays.copyOfRange(openMillis, first, end),
        Arrays.copyOfRange(open, first, end),
        Arrays.copyOfRange(high, first, end),
        Arrays.copyOfRange(low, first, end),
        Arrays.copyOfRange(close, first, end),
        Arrays.copyOfRange(volume, first, end),
        partial.get(first, end),
        index -> exact.apply(first + index));
  }

  private int indexAtOrAfter(long millis) {
    int found = Arrays.binarySearch(openMillis, millis);
    return found >= 0 ? found : -found - 1;
  }

  public Timeframe timeframe() {
    return timeframe;
  }

  /** How many bars there are. */
  public int size() {
    return openMillis.length;
  }

  /** When a bar opened, in epoch milliseconds. */
  public long openMillis(int index) {
    return openMillis[index];
  }

  /** When a bar closed, in epoch milliseconds. */
  public long closeMillis(int index) {
    long opens = openMillis[index];
    return timeframe == Timeframe.MONTH1
        ? timeframe.closeOf(Instant.ofEpochMilli(opens)).toEpochMilli()
        : opens + length;
  }

  public double open(int index) {
    return open[index];
  }

  public double high(int index) {
    return high[index];
  }

  public double low(int index) {
    return low[index];
  }

  public double close(int index) {
    return close[index];
  }

  public double volume(int index) {
    return volume[index];
  }

  /** Whether a bar has a known hole. */
  public boolean isPartial(int index) {
    return partial.get(index);
  }

  /** How many bars have a known hole. */
  public int partialBars() {
    return partial.cardinality();
  }

  /** A bar, exactly. */
  public Bar bar(int index) {
    return exact.apply(index);
  }
}
