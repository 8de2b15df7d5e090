package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The exponential average with factor 2 / (period + 1), started from the simple average of the
 * first {@code period} values.
 */
public final class Ema extends SeriesKernel {

  private final int period;
  private final double factor;
  private int seen;
  private double seedSum;
  private double value = Double.NaN;

  /**
   * @param period 1 or above
   */
  public Ema(int period) {
    this.period = Periods.require("period", period, 1);
    this.factor = 2.0 / (period + 1);
  }

  @Override
  public int warmUp() {
    return period;
  }

  @Override
  public void update(double input) {
    if (isDefined()) {
      value = after(value, input);
      return;
    }
    seen++;
    seedSum += input;
    if (seen == period) {
      value = seedSum / period;
    }
  }

  @Override
  void updateDefined(double[] from, int start, double[] to, int at, int count) {
    int seeding = Math.min(count, period - seen);
    super.updateDefined(from, start, to, at, seeding);
    double average = value;
    for (int i = seeding; i < count; i++) {
      average = after(average, from[start + i]);
      to[at + i] = Node.finite(average);
    }
    value = average;
  }

  boolean isDefined() {
    return seen >= period;
  }

  /** What a defined average becomes by the next value. */
  double after(double average, double input) {
    return average + (input - average) * factor;
  }

  /** Goes on from what {@link #after} came to; once it is defined. */
  void goOnFrom(double average) {
    value = average;
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(seen);
    out.writeDouble(seedSum);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    seen = in.readInt();
    seedSum = in.readDouble();
    value = in.readDouble();
  }
}
