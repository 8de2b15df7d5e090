package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The average true range in percent of the close; 0 where that is 0. */
public final class Natr implements Kernel {

  private final Atr range;
  private double close;

  /**
   * @param period 1 or above
   */
  public Natr(int period) {
    range = new Atr(period);
  }

  @Override
  public int warmUp() {
    return range.warmUp();
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    range.update(inputs);
    close = inputs[2];
  }

  @Override
  public double value(int output) {
    return close == 0 ? 0 * range.value() : 100 * (range.value() / close);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    range.save(out);
    out.writeDouble(close);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    range.restore(in);
    close = in.readDouble();
  }
}
