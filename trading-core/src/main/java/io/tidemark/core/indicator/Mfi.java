package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The money flow index: flow (typical price times volume) of bars whose typical price rose, in
 * percent of the flow of all bars whose typical price changed, 0 to 100. 0 where there was no such
 * flow. (TA-Lib also gives 0 where the flow is below 1, whatever the unit of money.)
 */
public final class Mfi implements Kernel {

  private final RollingSum risen;
  private final RollingSum fallen;
  private double previous = Double.NaN;

  /**
   * @param period 2 or above
   */
  public Mfi(int period) {
    risen = new RollingSum(Periods.require("period", period, 2));
    fallen = new RollingSum(period);
  }

  @Override
  public int warmUp() {
    return risen.size() + 1;
  }

  /** Takes the typical price and the volume. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double typicalPrice, double volume) {
    if (!Double.isNaN(previous)) {
      double flow = typicalPrice * volume;
      risen.update(typicalPrice > previous ? flow : 0);
      fallen.update(typicalPrice < previous ? flow : 0);
    }
    previous = typicalPrice;
  }

  @Override
  public double value(int output) {
    if (!risen.isFull()) {
      return Double.NaN;
    }
    double total = risen.value() + fallen.value();
    return total == 0 ? 0 : 100 * (risen.value() / total);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    risen.save(out);
    fallen.save(out);
    out.writeDouble(previous);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    risen.restore(in);
    fallen.restore(in);
    previous = in.readDouble();
  }
}
