package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Wilder's directional movement rating: the mean of ADX and the ADX {@code period} - 1 before. */
public final class Adxr implements Kernel {

  private final Adx adx;
  private final Window earlier;
  private double value = Double.NaN;

  /**
   * @param period 2 or above
   */
  public Adxr(int period) {
    adx = new Adx(period);
    earlier = new Window(period - 1);
  }

  @Override
  public int warmUp() {
    return adx.warmUp() + earlier.size();
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    adx.update(inputs);
    double latest = adx.value();
    if (Double.isNaN(latest)) {
      return;
    }
    if (earlier.isFull()) {
      value = (latest + earlier.oldest()) / 2;
    }
    earlier.push(latest);
  }

  @Override
  public double value(int output) {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    adx.save(out);
    earlier.save(out);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    adx.restore(in);
    earlier.restore(in);
    value = in.readDouble();
  }
}
