package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Wilder's true range: the greatest of high - low and the distances of high and low from the close
 * before. It starts with the second bar.
 */
public final class TrueRange implements Kernel {

  private double previousClose = Double.NaN;
  private double value = Double.NaN;

  @Override
  public int warmUp() {
    return 2;
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], inputs[2]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double high, double low, double close) {
    if (!Double.isNaN(previousClose)) {
      value = of(high, low, previousClose);
    }
    previousClose = close;
  }

  static double of(double high, double low, double previousClose) {
    double reach = Math.max(Math.abs(high - previousClose), Math.abs(low - previousClose));
    return Math.max(high - low, reach);
  }

  @Override
  public double value(int output) {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(previousClose);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    previousClose = in.readDouble();
    value = in.readDouble();
  }
}
