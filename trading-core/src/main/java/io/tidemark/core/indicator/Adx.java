package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Wilder's average directional index (output 0), the average of DX, beside +DI (1), -DI (2) and DX
 * (3); each 0 to 100. As in TA-Lib a bar without a DX of its own leaves the average alone.
 */
public final class Adx implements Kernel {

  private final int period;
  private final double factor;
  private final DirectionalIndex index;
  private int seen;
  private double average;

  /**
   * @param period 2 or above
   */
  public Adx(int period) {
    this.period = period;
    this.factor = 1.0 / period;
    this.index = new DirectionalIndex(period);
  }

  @Override
  public int warmUp() {
    return 2 * period;
  }

  @Override
  public int outputs() {
    return 4;
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], inputs[2]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double high, double low, double close) {
    index.update(high, low, close);
    double dx = index.value(2);
    if (Double.isNaN(dx)) {
      return;
    }
    if (seen == period) {
      average = index.isFresh() ? average + (dx - average) * factor : average;
      return;
    }
    seen++;
    average += index.isFresh() ? dx : 0;
    if (seen == period) {
      average /= period;
    }
  }

  @Override
  public double value(int output) {
    if (seen < period) {
      return Double.NaN;
    }
    return output == 0 ? average : index.value(output - 1);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    index.save(out);
    out.writeInt(seen);
    out.writeDouble(average);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    index.restore(in);
    seen = in.readInt();
    average = in.readDouble();
  }
}
