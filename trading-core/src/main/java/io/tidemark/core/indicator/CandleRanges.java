package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A bar's body and shadows, and their averages over the bars before it. */
final class CandleRanges {

  private final RollingSum sum;
  private double average = Double.NaN;

  CandleRanges(int bars) {
    sum = new RollingSum(bars);
  }

  /** The average over the bars before the one that was added last; NaN until there are enough. */
  double before() {
    return average;
  }

  void add(double range) {
    average = sum.isFull() ? sum.mean() : Double.NaN;
    sum.update(range);
  }

  static double body(double open, double close) {
    return Math.abs(close - open);
  }

  static double lowerShadow(double open, double low, double close) {
    return Math.min(open, close) - low;
  }

  static double upperShadow(double open, double high, double close) {
    return high - Math.max(open, close);
  }

  void save(DataOutput out) throws IOException {
    sum.save(out);
    out.writeDouble(average);
  }

  void restore(DataInput in) throws IOException {
    sum.restore(in);
    average = in.readDouble();
  }
}
