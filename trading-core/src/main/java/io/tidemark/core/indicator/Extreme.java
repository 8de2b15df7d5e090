package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The highest or lowest of the last {@code period} values. Only values that can still become the
 * extreme are kept, in a ring, so that a bar costs O(1) on average.
 */
public final class Extreme extends SeriesKernel {

  private final int period;
  private final double sign;
  private final double[] candidates;
  private final long[] places;
  private int head;
  private int size;
  private long seen;

  private Extreme(int period, double sign) {
    this.period = Periods.require("period", period, 1);
    this.sign = sign;
    this.candidates = new double[period];
    this.places = new long[period];
  }

  /** The highest of the last {@code period} values; 1 or above. */
  public static Extreme highest(int period) {
    return new Extreme(period, 1);
  }

  /** The lowest of the last {@code period} values; 1 or above. */
  public static Extreme lowest(int period) {
    return new Extreme(period, -1);
  }

  @Override
  public int warmUp() {
    return period;
  }

  @Override
  public void update(double input) {
    seen++;
    if (size > 0 && places[head] <= seen - period) {
      head = (head + 1) % period;
      size--;
    }
    double signed = sign * input;
    while (size > 0 && candidates[(head + size - 1) % period] <= signed) {
      size--;
    }
    int tail = (head + size) % period;
    candidates[tail] = signed;
    places[tail] = seen;
    size++;
  }

  @Override
  public double value() {
    return seen < period ? Double.NaN : sign * candidates[head];
  }

  /** How many bars ago the extreme was, 0 being the latest; of equal ones the latest counts. */
  int age() {
    return (int) (seen - places[head]);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(head);
    out.writeInt(size);
    out.writeLong(seen);
    for (int i = 0; i < period; i++) {
      out.writeDouble(candidates[i]);
      out.writeLong(places[i]);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    head = in.readInt();
    size = in.readInt();
    seen = in.readLong();
    for (int i = 0; i < period; i++) {
      candidates[i] = in.readDouble();
      places[i] = in.readLong();
    }
  }
}
