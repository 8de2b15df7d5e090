package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Chaikin's oscillator: the fast less the slow exponential average of the {@link Distribution}
 * line. As in TA-Lib both averages start from the line's first value.
 */
public final class DistributionOscillator implements Kernel {

  private final Distribution line = new Distribution();
  private final int slow;
  private final double fastFactor;
  private final double slowFactor;
  private int seen;
  private double fastAverage;
  private double slowAverage;

  /**
   * @param fast 2 or above
   * @param slow above {@code fast}
   */
  public DistributionOscillator(int fast, int slow) {
    this.slow = Periods.require("slow", slow, Periods.require("fast", fast, 2) + 1);
    fastFactor = 2.0 / (fast + 1);
    slowFactor = 2.0 / (slow + 1);
  }

  @Override
  public int warmUp() {
    return slow;
  }

  /** Takes high, low, close and volume. */
  @Override
  public void update(double[] inputs) {
    line.update(inputs);
    double input = line.value();
    if (seen == 0) {
      fastAverage = input;
      slowAverage = input;
    }
    fastAverage = fastFactor * input + (1 - fastFactor) * fastAverage;
    slowAverage = slowFactor * input + (1 - slowFactor) * slowAverage;
    seen = Math.min(seen + 1, slow);
  }

  @Override
  public double value(int output) {
    return seen < slow ? Double.NaN : fastAverage - slowAverage;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    line.save(out);
    out.writeInt(seen);
    out.writeDouble(fastAverage);
    out.writeDouble(slowAverage);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    line.restore(in);
    seen = in.readInt();
    fastAverage = in.readDouble();
    slowAverage = in.readDouble();
  }
}
