package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Kaufman's adaptive average. Its factor lies between those of exponential averages over {@code
 * slow} and {@code fast} values, by how straight the series went over {@code period} changes (the
 * way made over the way gone), squared. It starts at the value before its first; a series that does
 * not move counts as straight.
 */
public final class Kama extends SeriesKernel {

  private final Window window;
  private final RollingSum way;
  private final double slowest;
  private final double range;
  private double previous = Double.NaN;
  private double value = Double.NaN;

  /**
   * @param period 2 or above
   * @param fast 1 or above
   * @param slow above {@code fast}
   */
  public Kama(int period, int fast, int slow) {
    Periods.require("slow", slow, Periods.require("fast", fast, 1) + 1);
    window = new Window(Periods.require("period", period, 2));
    way = new RollingSum(period);
    slowest = 2.0 / (slow + 1);
    range = 2.0 / (fast + 1) - slowest;
  }

  @Override
  public int warmUp() {
    return window.size() + 1;
  }

  @Override
  public void update(double input) {
    if (!Double.isNaN(previous)) {
      way.update(Math.abs(input - previous));
    }
    if (way.isFull()) {
      double start = Double.isNaN(value) ? previous : value;
      double factor = straightness(input - window.oldest()) * range + slowest;
      value = start + (input - start) * factor * factor;
    }
    window.push(input);
    previous = input;
  }

  private double straightness(double made) {
    double gone = way.value();
    return gone <= Math.abs(made) || gone == 0 ? 1 : Math.abs(made) / gone;
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    window.save(out);
    way.save(out);
    out.writeDouble(previous);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    window.restore(in);
    way.restore(in);
    previous = in.readDouble();
    value = in.readDouble();
  }
}
