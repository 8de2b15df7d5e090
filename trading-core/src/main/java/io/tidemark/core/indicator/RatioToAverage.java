package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The latest value over the simple average of the last {@code period}, itself included; 1 where the
 * average is 0.
 */
public final class RatioToAverage extends SeriesKernel {

  private final Sma average;
  private double value = Double.NaN;

  /**
   * @param period 1 or above
   */
  public RatioToAverage(int period) {
    average = new Sma(period);
  }

  @Override
  public int warmUp() {
    return average.warmUp();
  }

  @Override
  public void update(double input) {
    average.update(input);
    double mean = average.value();
    value = mean == 0 ? 1 : input / mean;
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    average.save(out);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    average.restore(in);
    value = in.readDouble();
  }
}
