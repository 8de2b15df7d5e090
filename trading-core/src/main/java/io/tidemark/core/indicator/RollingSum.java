package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The sum of the last values of a series. It is kept running, and summed afresh once a window and
 * whenever a value leaves that was far greater than the sum it leaves behind.
 */
final class RollingSum {

  /** Below this share of what left, the sum has lost digits that matter. */
  private static final double CANCELLED = 1e-3;

  private final Window window;
  private double sum;

  RollingSum(int size) {
    window = new Window(size);
  }

  int size() {
    return window.size();
  }

  boolean isFull() {
    return window.isFull();
  }

  void update(double input) {
    double out = window.push(input);
    sum += input - out;
    if (window.isFlat()) {
      sum = input * window.size();
    } else if (window.isAtStart() || Math.abs(sum) < CANCELLED * Math.abs(out)) {
      sum = window.sum();
    }
  }

  /** The sum of what has come so far, or of the last {@link #size} values. */
  double value() {
    return sum;
  }

  /** The sum over the size; exact in a flat window. */
  double mean() {
    return window.isFlat() ? window.oldest() : sum / window.size();
  }

  void save(DataOutput out) throws IOException {
    window.save(out);
    out.writeDouble(sum);
  }

  void restore(DataInput in) throws IOException {
    window.restore(in);
    sum = in.readDouble();
  }
}
