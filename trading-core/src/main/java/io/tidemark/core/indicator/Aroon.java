package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Chande's Aroon: how recent the highest high of the last {@code period} + 1 bars is (output 0,
 * up), and the lowest low (1, down), 100 at the latest bar and 0 at the oldest, and up less down
 * (2). Of equal extremes the latest counts.
 */
public final class Aroon implements Kernel {

  private final int period;
  private final LatestExtreme highest;
  private final LatestExtreme lowest;

  /**
   * @param period 2 or above
   */
  public Aroon(int period) {
    this.period = Periods.require("period", period, 2);
    highest = LatestExtreme.highest(period + 1);
    lowest = LatestExtreme.lowest(period + 1);
  }

  @Override
  public int warmUp() {
    return period + 1;
  }

  @Override
  public int outputs() {
    return 3;
  }

  /** Takes high and low. */
  @Override
  public void update(double[] inputs) {
    highest.update(inputs[0]);
    lowest.update(inputs[1]);
  }

  @Override
  public double value(int output) {
    return switch (output) {
      case 0 -> recency(highest);
      case 1 -> recency(lowest);
      case 2 -> recency(highest) - recency(lowest);
      default -> throw new IllegalArgumentException("output must be 0 to 2, was " + output);
    };
  }

  private double recency(LatestExtreme extreme) {
    return Double.isNaN(extreme.value()) ? Double.NaN : 100.0 * (period - extreme.age()) / period;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    highest.save(out);
    lowest.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    highest.restore(in);
    lowest.restore(in);
  }
}
