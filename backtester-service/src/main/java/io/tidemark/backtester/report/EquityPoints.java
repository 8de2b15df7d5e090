package io.tidemark.backtester.report;

import io.tidemark.core.performance.EquityCurve;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A curve thin enough to be drawn. Its instants are cut into stretches, of each of which the
 * highest equity, the deepest drawdown and the end are kept: neither peaks nor the worst are lost.
 *
 * @param times in epoch milliseconds
 * @param equity at them
 * @param drawdown from the highest equity before, as a fraction
 * @param benchmark at them; null without one
 */
record EquityPoints(
    long[] times, double[] equity, double[] drawdown, double @Nullable [] benchmark) {

  private static final int KEPT_OF_EACH = 3;

  /** At most about {@code bound} of a curve's points, the first and the last among them. */
  static EquityPoints of(EquityCurve curve, @Nullable EquityCurve benchmark, int bound) {
    double[] underwater = curve.underwater();
    int[] kept = kept(curve, underwater, bound);
    return new EquityPoints(
        Arrays.stream(kept).mapToLong(curve::millisAt).toArray(),
        Arrays.stream(kept).mapToDouble(curve::equityAt).toArray(),
        Arrays.stream(kept).mapToDouble(i -> underwater[i]).toArray(),
        benchmark == null ? null : valuesAt(benchmark, kept, curve));
  }

  private static int[] kept(EquityCurve curve, double[] underwater, int bound) {
    int size = curve.size();
    int length = size <= bound ? 1 : Math.ceilDiv(KEPT_OF_EACH * size, bound);
    BitSet kept = new BitSet(size);
    kept.set(0);
    for (int from = 0; from < size; from += length) {
      int end = Math.min(from + length, size);
      int highest = from;
      int deepest = from;
      for (int i = from; i < end; i++) {
        highest = curve.equityAt(i) > curve.equityAt(highest) ? i : highest;
        deepest = underwater[i] > underwater[deepest] ? i : deepest;
      }
      kept.set(highest);
      kept.set(deepest);
      kept.set(end - 1);
    }
    return kept.stream().toArray();
  }

  /** What a curve had at the instants of another; its first value before it begins. */
  private static double[] valuesAt(EquityCurve values, int[] kept, EquityCurve instants) {
    double[] found = new double[kept.length];
    int at = 0;
    for (int i = 0; i < kept.length; i++) {
      long time = instants.millisAt(kept[i]);
      while (at + 1 < values.size() && values.millisAt(at + 1) <= time) {
        at++;
      }
      found[i] = values.equityAt(at);
    }
    return found;
  }
}
