package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The share of the {@code period} values before the latest that lie below it, 0 to 100. Each bar
 * walks the window once: its cost grows with the period, not with history.
 */
public final class PercentRank extends SeriesKernel {

  private final Window window;
  private double value = Double.NaN;

  /**
   * @param period 1 or above
   */
  public PercentRank(int period) {
    window = new Window(period);
  }

  @Override
  public int warmUp() {
    return window.size() + 1;
  }

  @Override
  public void update(double input) {
    if (window.isFull()) {
      int below = 0;
      for (int i = 0; i < window.size(); i++) {
        below += window.fromOldest(i) < input ? 1 : 0;
      }
      value = 100.0 * below / window.size();
    }
    window.push(input);
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
