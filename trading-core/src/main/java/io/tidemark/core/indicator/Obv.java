package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Granville's on-balance volume: the volume of bars that closed higher less that of bars that
 * closed lower, in units of volume. As in TA-Lib it starts with the first bar's volume; only its
 * changes mean anything, since its level depends on where history starts.
 */
public final class Obv implements Kernel {

  private double previous = Double.NaN;
  private double value = Double.NaN;

  @Override
  public int warmUp() {
    return 1;
  }

  /** Takes the close and the volume. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double close, double volume) {
    if (Double.isNaN(previous)) {
      value = volume;
    } else if (close > previous) {
      value += volume;
    } else if (close < previous) {
      value -= volume;
    }
    previous = close;
  }

  @Override
  public double value(int output) {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(previous);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    previous = in.readDouble();
    value = in.readDouble();
  }
}
