package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The last values of a series, in a ring. */
final class Window {

  private final double[] values;
  private int next;
  private int count;
  private int equalRun;
  private double latest = Double.NaN;

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
    equalRun = value == latest ? Math.min(equalRun + 1, values.length) : 1;
    latest = value;
    double out = values[next];
    values[next] = value;
    next = next + 1 == values.length ? 0 : next + 1;
    count = Math.min(count + 1, values.length);
    return out;
  }

  /** Begins to slide over values that follow, of a full window. */
  Slide slide() {
    return new Slide();
  }

  /** A full window that takes values up to where its ring starts again. */
  final class Slide {

    private int place = next;
    private int run = equalRun;
    private double before = latest;

    /** Whether the window is neither at its ring's end nor flat with this value. */
    boolean canTake(double value) {
      return place + 1 < values.length && (value != before || run + 1 < values.length);
    }

    /** The value that the next one pushes out. */
    double oldest() {
      return values[place];
    }

    void take(double value) {
      values[place] = value;
      place++;
      run = value == before ? run + 1 : 1;
      before = value;
    }

    /** Leaves the window where the slide came to. */
    void end() {
      next = place;
      equalRun = run;
      latest = before;
    }
  }

  /** The value some places before the latest, 0 being the latest; of those that have come. */
  double latest(int ago) {
    int at = next - 1 - ago;
    return values[at < 0 ? at + values.length : at];
  }

  boolean isFull() {
    return count == values.length;
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

  /** The mean, in no order of age; of a full window. */
  double mean() {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < values.length; i += 2) {
      even += values[i];
      odd += values[i + 1];
    }
    return (even + odd + (i < values.length ? values[i] : 0)) / values.length;
  }

  /** The mean distance of the values from a centre; of a full window. */
  double meanDistance(double centre) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i + 1 < values.length; i += 2) {
      even += Math.abs(values[i] - centre);
      odd += Math.abs(values[i + 1] - centre);
    }
    double rest = i < values.length ? Math.abs(values[i] - centre) : 0;
    return (even + odd + rest) / values.length;
  }

  void save(DataOutput out) throws IOException {
    for (double value : values) {
      out.writeDouble(value);
    }
    out.writeInt(next);
    out.writeInt(count);
    out.writeInt(equalRun);
  }

  void restore(DataInput in) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    next = in.readInt();
    count = in.readInt();
    equalRun = in.readInt();
    latest = count == 0 ? Double.NaN : latest(0);
  }
}
