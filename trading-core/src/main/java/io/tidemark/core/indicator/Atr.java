package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Wilder's average true range. The true range needs the close before, so it starts with the second
 * bar.
 */
public final class Atr implements Kernel {

  private final WilderAverage average;
  private final TrueRange range = new TrueRange();

  /**
   * @param period 1 or above
   */
  public Atr(int period) {
    average = new WilderAverage(period);
  }

  @Override
  public int warmUp() {
    return average.period() + 1;
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], inputs[2]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double high, double low, double close) {
    range.update(high, low, close);
    double latest = range.value();
    if (!Double.isNaN(latest)) {
      average.update(latest);
    }
  }

  @Override
  public double value(int output) {
    return average.isDefined() ? average.value() : Double.NaN;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    average.save(out);
    range.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    average.restore(in);
    range.restore(in);
  }
}
