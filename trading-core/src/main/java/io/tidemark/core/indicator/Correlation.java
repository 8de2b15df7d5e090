package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Pearson's correlation, -1 to 1, of the last {@code period} relative changes from bar to bar of
 * two series of prices; 0 where one of them did not move. Changes are correlated, not prices: two
 * prices that merely drift would always seem to belong together.
 */
public final class Correlation implements Kernel {

  private final RollingSum products;
  private final RollingMoments first;
  private final RollingMoments second;
  private double previousFirst = Double.NaN;
  private double previousSecond;

  /**
   * @param period 2 or above
   */
  public Correlation(int period) {
    products = new RollingSum(Periods.require("period", period, 2));
    first = new RollingMoments(period);
    second = new RollingMoments(period);
  }

  @Override
  public int warmUp() {
    return products.size() + 1;
  }

  /** Takes a value of each series. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1]);
  }

  /** Takes the next value of each series; finite. */
  public void update(double one, double other) {
    if (!Double.isNaN(previousFirst)) {
      double change = change(one, previousFirst);
      double otherChange = change(other, previousSecond);
      products.update(change * otherChange);
      first.update(change);
      second.update(otherChange);
    }
    previousFirst = one;
    previousSecond = other;
  }

  private static double change(double value, double before) {
    return before == 0 ? 0 : value / before - 1;
  }

  @Override
  public double value(int output) {
    if (!products.isFull()) {
      return Double.NaN;
    }
    double scale = first.deviation() * second.deviation();
    if (scale < Double.MIN_NORMAL) {
      return 0;
    }
    double covariance = products.mean() - first.mean() * second.mean();
    return Math.clamp(covariance / scale, -1.0, 1.0);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    products.save(out);
    first.save(out);
    second.save(out);
    out.writeDouble(previousFirst);
    out.writeDouble(previousSecond);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    products.restore(in);
    first.restore(in);
    second.restore(in);
    previousFirst = in.readDouble();
    previousSecond = in.readDouble();
  }
}
