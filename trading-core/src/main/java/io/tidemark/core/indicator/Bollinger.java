package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bollinger's bands: the simple average (output 0), and {@code deviations} population standard
 * deviations above (1) and below (2) it. Mean and squared deviations are kept running, and
 * calculated afresh once a window; in a flat window all three are exactly the value.
 */
public final class Bollinger implements Kernel {

  private final Window window;
  private final double deviations;
  private double mean;
  private double squares;

  /**
   * @param period 2 or above
   * @param deviations above 0
   */
  public Bollinger(int period, double deviations) {
    if (!(deviations > 0)) {
      throw new IllegalArgumentException("deviations must be above 0, was " + deviations);
    }
    this.window = new Window(Periods.require("period", period, 2));
    this.deviations = deviations;
  }

  @Override
  public int warmUp() {
    return window.size();
  }

  @Override
  public int outputs() {
    return 3;
  }

  @Override
  public void update(double[] inputs) {
    update(inputs[0]);
  }

  /** Takes the next value; finite. */
  public void update(double input) {
    boolean full = window.isFull();
    double out = window.push(input);
    if (window.isFlat()) {
      mean = input;
      squares = 0;
    } else if (window.isAtStart()) {
      refresh();
    } else if (full) {
      double before = mean;
      mean += (input - out) / window.size();
      squares += (input - out) * (input - mean + out - before);
    }
  }

  private void refresh() {
    mean = window.sum() / window.size();
    squares = 0;
    for (int i = 0; i < window.size(); i++) {
      double deviation = window.fromOldest(i) - mean;
      squares += deviation * deviation;
    }
  }

  @Override
  public double value(int output) {
    if (!window.isFull()) {
      return Double.NaN;
    }
    double width = deviations * Math.sqrt(Math.max(squares, 0) / window.size());
    return switch (output) {
      case 0 -> mean;
      case 1 -> mean + width;
      case 2 -> mean - width;
      default -> throw new IllegalArgumentException("output must be 0 to 2, was " + output);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    window.save(out);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    mean = in.readDouble();
    squares = in.readDouble();
  }
}
