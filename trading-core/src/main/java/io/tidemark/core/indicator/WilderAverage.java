package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Wilder's average: a simple average of the first values, then (period - 1) parts old, one new. */
final class WilderAverage {

  private final int period;
  private final double factor;
  private int seen;
  private double value;

  WilderAverage(int period) {
    this.period = Periods.require("period", period, 1);
    this.factor = 1.0 / period;
  }

  int period() {
    return period;
  }

  boolean isDefined() {
    return seen == period;
  }

  void update(double input) {
    if (isDefined()) {
      value = after(value, input);
      return;
    }
    seen++;
    value += input;
    if (seen == period) {
      value /= period;
    }
  }

  /** What a defined average becomes by the next value. */
  double after(double average, double input) {
    return average + (input - average) * factor;
  }

  /** Goes on from what {@link #after} came to; once it is defined. */
  void goOnFrom(double average) {
    value = average;
  }

  double value() {
    return value;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(seen);
    out.writeDouble(value);
  }

  void restore(DataInput in) throws IOException {
    seen = in.readInt();
    value = in.readDouble();
  }
}
