package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The change against the value {@code period} bars before, in units of the series. */
public final class Momentum extends SeriesKernel {

  private final Window window;
  private double value = Double.NaN;

  /**
   * @param period 1 or above
   */
  public Momentum(int period) {
    window = new Window(period);
  }

  @Override
  public int warmUp() {
    return window.size() + 1;
  }

  @Override
  public void update(double input) {
    if (window.isFull()) {
      value = input - window.oldest();
    }
    window.push(input);
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    window.save(out);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    value = in.readDouble();
  }
}
