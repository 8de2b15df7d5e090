package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The population standard deviation of the last {@code period} values, with TA-Lib's arithmetic:
 * the mean of the squares less the square of the mean, of sums kept running from the first value
 * on. That loses digits where the deviation is small against the values, so it is watched: where it
 * strays from the exact variance by more than a millionth, the sums are made afresh and the exact
 * one is given. Of a flat window it is exactly 0.
 */
public final class StandardDeviation extends SeriesKernel {

  private static final double MOST_STRAY = 1e-6;

  private final Window window;
  private final RollingMoments exact;
  private double sum;
  private double squares;
  private double value = Double.NaN;

  /**
   * @param period 2 or above
   */
  public StandardDeviation(int period) {
    window = new Window(Periods.require("period", period, 2));
    exact = new RollingMoments(period);
  }

  @Override
  public int warmUp() {
    return window.size();
  }

  @Override
  public void update(double input) {
    if (window.isFull()) {
      double out = window.oldest();
      sum -= out;
      squares -= out * out;
    }
    window.push(input);
    exact.update(input);
    sum += input;
    squares += input * input;
    if (window.isFull()) {
      value = Math.sqrt(variance());
    }
  }

  private double variance() {
    double mean = sum / window.size();
    double variance = squares / window.size() - mean * mean;
    double trusted = exact.variance();
    if (Math.abs(variance - trusted) <= MOST_STRAY * trusted) {
      return variance;
    }
    refresh();
    return trusted;
  }

  private void refresh() {
    sum = window.sum();
    squares = 0;
    for (int i = 0; i < window.size(); i++) {
      double one = window.fromOldest(i);
      squares += one * one;
    }
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    window.save(out);
    exact.save(out);
    out.writeDouble(sum);
    out.writeDouble(squares);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    exact.restore(in);
    sum = in.readDouble();
    squares = in.readDouble();
    value = in.readDouble();
  }
}
