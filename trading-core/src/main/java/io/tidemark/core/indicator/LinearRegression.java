package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The least-squares line through the last {@code period} values: its value at the latest (output
 * 0), its slope a bar (1), its value at the oldest (2), the slope's angle in degrees (3), and its
 * value one bar on (4). Running sums of distances from one value of the window, made afresh once a
 * window and whenever what leaves was far greater than what stays.
 */
public final class LinearRegression implements Kernel {

  private static final double CANCELLED = 1e-3;

  private final Window window;
  private final double places;
  private final double divider;
  private double origin;
  private double sum;
  private double weighted;
  private double slope;
  private double start;

  /**
   * @param period 2 or above
   */
  public LinearRegression(int period) {
    window = new Window(Periods.require("period", period, 2));
    double n = period;
    places = n * (n - 1) / 2;
    divider = n * n * (n * n - 1) / 12;
  }

  @Override
  public int warmUp() {
    return window.size();
  }

  @Override
  public int outputs() {
    return 5;
  }

  @Override
  public void update(double[] inputs) {
    update(inputs[0]);
  }

  /** Takes the next value; finite. */
  public void update(double input) {
    boolean full = window.isFull();
    double out = window.push(input) - origin;
    if (window.isAtStart()) {
      refresh(input);
    } else if (full) {
      double distance = input - origin;
      weighted += (window.size() - 1) * distance - (sum - out);
      sum += distance - out;
      if (Math.abs(sum) < CANCELLED * Math.abs(out)) {
        refresh(input);
      }
    }
    if (window.isFull()) {
      fit(input);
    }
  }

  private void refresh(double input) {
    origin = input;
    sum = 0;
    weighted = 0;
    for (int i = 0; i < window.size(); i++) {
      double distance = window.fromOldest(i) - origin;
      sum += distance;
      weighted += i * distance;
    }
  }

  private void fit(double input) {
    if (window.isFlat()) {
      slope = 0;
      start = input;
      return;
    }
    int n = window.size();
    slope = (n * weighted - places * sum) / divider;
    start = origin + (sum - slope * places) / n;
  }

  @Override
  public double value(int output) {
    if (!window.isFull()) {
      return Double.NaN;
    }
    return switch (output) {
      case 0 -> start + slope * (window.size() - 1);
      case 1 -> slope;
      case 2 -> start;
      case 3 -> Math.toDegrees(StrictMath.atan(slope));
      case 4 -> start + slope * window.size();
      default -> throw new IllegalArgumentException("output must be 0 to 4, was " + output);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    window.save(out);
    out.writeDouble(origin);
    out.writeDouble(sum);
    out.writeDouble(weighted);
    out.writeDouble(slope);
    out.writeDouble(start);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    origin = in.readDouble();
    sum = in.readDouble();
    weighted = in.readDouble();
    slope = in.readDouble();
    start = in.readDouble();
  }
}
