package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Williams' ultimate oscillator, 0 to 100: buying pressure over true range, summed over three
 * lengths that weigh 4, 2 and 1. A length without range adds nothing.
 */
public final class UltimateOscillator implements Kernel {

  private static final double[] WEIGHTS = {4, 2, 1};

  private final RollingSum[] pressures = new RollingSum[WEIGHTS.length];
  private final RollingSum[] ranges = new RollingSum[WEIGHTS.length];
  private double previousClose = Double.NaN;

  /**
   * @param first 1 or above
   * @param second above {@code first}
   * @param third above {@code second}
   */
  public UltimateOscillator(int first, int second, int third) {
    Periods.require("second", second, Periods.require("first", first, 1) + 1);
    Periods.require("third", third, second + 1);
    int[] lengths = {first, second, third};
    for (int i = 0; i < lengths.length; i++) {
      pressures[i] = new RollingSum(lengths[i]);
      ranges[i] = new RollingSum(lengths[i]);
    }
  }

  @Override
  public int warmUp() {
    return ranges[2].size() + 1;
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    double close = inputs[2];
    if (!Double.isNaN(previousClose)) {
      double pressure = close - Math.min(inputs[1], previousClose);
      double range = TrueRange.of(inputs[0], inputs[1], previousClose);
      for (int i = 0; i < WEIGHTS.length; i++) {
        pressures[i].update(pressure);
        ranges[i].update(range);
      }
    }
    previousClose = close;
  }

  @Override
  public double value(int output) {
    if (!ranges[2].isFull()) {
      return Double.NaN;
    }
    double total = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      double range = ranges[i].value();
      total += range == 0 ? 0 : WEIGHTS[i] * (pressures[i].value() / range);
    }
    return 100 * (total / 7);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (int i = 0; i < WEIGHTS.length; i++) {
      pressures[i].save(out);
      ranges[i].save(out);
    }
    out.writeDouble(previousClose);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (int i = 0; i < WEIGHTS.length; i++) {
      pressures[i].restore(in);
      ranges[i].restore(in);
    }
    previousClose = in.readDouble();
  }
}
