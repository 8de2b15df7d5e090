package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Lambert's commodity channel index: the distance of the typical price from its average, over 0.015
 * mean absolute deviations. 0 in a flat window. The absolute deviations change with the average, so
 * each bar walks the window once: its cost grows with the period, not with history.
 */
public final class Cci extends SeriesKernel {

  private static final double SCALE = 0.015;

  private final Window window;
  private double value = Double.NaN;

  /**
   * @param period 2 or above
   */
  public Cci(int period) {
    window = new Window(Periods.require("period", period, 2));
  }

  @Override
  public int warmUp() {
    return window.size();
  }

  /** Takes the next typical price; finite. */
  @Override
  public void update(double input) {
    window.push(input);
    if (window.isFull()) {
      value = window.isFlat() ? 0 : index(input);
    }
  }

  private double index(double input) {
    double mean = window.mean();
    double deviation = window.meanDistance(mean);
    return deviation == 0 ? 0 : (input - mean) / (SCALE * deviation);
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    window.save(out);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    value = in.readDouble();
  }
}
