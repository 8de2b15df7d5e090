package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The last values of a series, in a ring. */
final class Window {

  private final double[] values;
  private int next;
  private long count;
  private int equalRun;

  /**
   * @throws IllegalArgumentException if {@code size} is below 1
   */
  Window(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("period must be 1 or above, was " + size);
    }
    values = new double[size];
  }

  int size() {
    return values.length;
  }

  /** Adds a value and returns the one it pushed out; 0 while the window fills. */
  double push(double value) {
    equalRun = count > 0 && value == latest() ? Math.min(equalRun + 1, values.length) : 1;
    double out = values[next];
    values[next] = value;
    next = next + 1 == values.length ? 0 : next + 1;
    count++;
    return out;
  }

  private double latest() {
    return latest(0);
  }

  /** The value some places before the latest, 0 being the latest; of those that have come. */
  double latest(int ago) {
    int at = next - 1 - ago;
    return values[at < 0 ? at + values.length : at];
  }

  boolean isFull() {
    return count >= values.length;
  }

  /** Whether the next value goes to the ring's start: the time to sum afresh. */
  boolean isAtStart() {
    return next == 0;
  }

  /** Whether the window is full of one and the same value. */
  boolean isFlat() {
    return equalRun == values.length;
  }

  /** The oldest value of a full window. */
  double oldest() {
    return values[next];
  }

  /** The value at a place in order of age, 0 being the oldest; of a full window. */
  double fromOldest(int index) {
    int at = next + index;
    return values[at >= values.length ? at - values.length : at];
  }

  /** The sum, oldest first; of a full window. */
  double sum() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += fromOldest(i);
    }
    return sum;
  }

  void save(DataOutput out) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
    out.writeInt(next);
    out.writeLong(count);
    out.writeInt(equalRun);
  }

  void restore(DataInput in) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    next = in.readInt();
    count = in.readLong();
    equalRun = in.readInt();
  }
}
