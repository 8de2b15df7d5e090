package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The linearly weighted average: the newest of {@code period} values weighs {@code period}, the
 * oldest 1. Running sums, summed afresh once a window.
 */
public final class Wma extends SeriesKernel {

  private final Window window;
  private final double divider;
  private double sum;
  private double weighted;
  private double value = Double.NaN;

  /**
   * @param period 1 or above
   */
  public Wma(int period) {
    window = new Window(period);
    divider = period * (period + 1.0) / 2;
  }

  @Override
  public int warmUp() {
    return window.size();
  }

  @Override
  public void update(double input) {
    boolean full = window.isFull();
    double sumBefore = sum;
    sum += input - window.push(input);
    if (full) {
      weighted += window.size() * input - sumBefore;
    }
    if (window.isAtStart()) {
      refresh();
    }
    if (window.isFull()) {
      value = window.isFlat() ? input : weighted / divider;
    }
  }

  private void refresh() {
    sum = window.sum();
    weighted = 0;
    for (int i = 0; i < window.size(); i++) {
      weighted += (i + 1) * window.fromOldest(i);
    }
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    window.save(out);
    out.writeDouble(sum);
    out.writeDouble(weighted);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    sum = in.readDouble();
    weighted = in.readDouble();
    value = in.readDouble();
  }
}
