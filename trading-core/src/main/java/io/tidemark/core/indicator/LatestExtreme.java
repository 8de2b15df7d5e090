package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The highest or lowest of the last {@code period} values and how long ago it was; {@link Extreme}
 * tells the value alone, faster. Only values that can still become the extreme are kept, in a ring,
 * so that a bar costs O(1) on average.
 */
final class LatestExtreme extends SeriesKernel {

  private final int period;
  private final double sign;
  private final double[] candidates;
  private final long[] places;
  private int head;
  private int size;
  private long seen;

  private LatestExtreme(int period, double sign) {
    this.period = Periods.require("period", period, 1);
    this.sign = sign;
    this.candidates = new double[period];
    this.places = new long[period];
  }

  /** The highest of the last {@code period} values; 1 or above. */
  static LatestExtreme highest(int period) {
    return new LatestExtreme(period, 1);
  }

  /** The lowest of the last {@code period} values; 1 or above. */
  static LatestExtreme lowest(int period) {
    return new LatestExtreme(period, -1);
  }

  @Override
  public int warmUp() {
    return period;
  }

  @Override
  public void update(double input) {
    seen++;
    if (size > 0 && places[head] <= seen - period) {
      head = wrapped(head + 1);
      size--;
    }
    double signed = sign * input;
    while (size > 0 && candidates[wrapped(head + size - 1)] <= signed) {
      size--;
    }
    int tail = wrapped(head + size);
    candidates[tail] = signed;
    places[tail] = seen;
    size++;
  }

  private int wrapped(int place) {
    return place >= period ? place - period : place;
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
