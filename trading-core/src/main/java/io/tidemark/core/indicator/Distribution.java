package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Chaikin's accumulation and distribution line: the running sum of volume times where the close
 * lies in the bar, -1 at the low and 1 at the high. A bar without range adds nothing. Its level
 * depends on where history starts.
 */
public final class Distribution implements Kernel {

  private double value;
  private boolean started;

  @Override
  public int warmUp() {
    return 1;
  }

  /** Takes high, low, close and volume. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], inputs[2], inputs[3]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double high, double low, double close, double volume) {
    started = true;
    double range = high - low;
    if (range > 0) {
      value += (((close - low) - (high - close)) / range) * volume;
    }
  }

  @Override
  public double value(int output) {
    return started ? value : Double.NaN;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeBoolean(started);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    started = in.readBoolean();
    value = in.readDouble();
  }
}
