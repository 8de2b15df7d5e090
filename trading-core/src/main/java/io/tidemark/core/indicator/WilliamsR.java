package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Williams' %R: how far the close is below the highest high, in percent of the range of the bars,
 * -100 to 0. 0 where the range is 0.
 */
public final class WilliamsR implements Kernel {

  private final Extreme highest;
  private final Extreme lowest;
  private double close;

  /**
   * @param period 2 or above
   */
  public WilliamsR(int period) {
    highest = Extreme.highest(Periods.require("period", period, 2));
    lowest = Extreme.lowest(period);
  }

  @Override
  public int warmUp() {
    return highest.warmUp();
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], inputs[2]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double high, double low, double close) {
    highest.update(high);
    lowest.update(low);
    this.close = close;
  }

  @Override
  public double value(int output) {
    double high = highest.value();
    double range = high - lowest.value();
    return range == 0 ? 0 : -100 * ((high - close) / range);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    highest.save(out);
    lowest.save(out);
    out.writeDouble(close);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    highest.restore(in);
    lowest.restore(in);
    close = in.readDouble();
  }
}
