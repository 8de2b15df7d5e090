package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The simple average of the last {@code period} values. A running sum, summed afresh once a window
 * so that it does not drift; a window of one value gives exactly that value.
 */
public final class Sma extends SeriesKernel {

  private final Window window;
  private double sum;
  private double value = Double.NaN;

  /**
   * @param period 1 or above
   */
  public Sma(int period) {
    window = new Window(period);
  }

  @Override
  public int warmUp() {
    return window.size();
  }

  @Override
  public void update(double input) {
    sum += input - window.push(input);
    if (window.isAtStart()) {
      sum = window.sum();
    }
    if (window.isFull()) {
      value = window.isFlat() ? input : sum / window.size();
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
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    sum = in.readDouble();
    value = in.readDouble();
  }
}
