package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The nearest level at or below the close (output 0, support) and at or above it (1, resistance). A
 * level is a swing: a high that no bar of the {@code period} before it exceeds and all of the
 * {@code period} after it stay below, or a low likewise. So a swing is known {@code period} bars
 * after it was made, and never revised. The last {@value #KEPT} swings count, highs and lows alike,
 * since a level that was broken is one from the other side. Without one on a side, the extreme of
 * the last 2 {@code period} + 1 bars stands in.
 */
public final class SwingLevels implements Kernel {

  private static final int KEPT = 32;

  private final int period;
  private final LatestExtreme highest;
  private final LatestExtreme lowest;
  private final double[] levels = new double[KEPT];
  private int next;
  private int count;
  private double support = Double.NaN;
  private double resistance = Double.NaN;

  /**
   * @param period 1 or above
   */
  public SwingLevels(int period) {
    this.period = Periods.require("period", period, 1);
    highest = LatestExtreme.highest(2 * period + 1);
    lowest = LatestExtreme.lowest(2 * period + 1);
  }

  @Override
  public int warmUp() {
    return 2 * period + 1;
  }

  @Override
  public int outputs() {
    return 2;
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    highest.update(inputs[0]);
    lowest.update(inputs[1]);
    if (Double.isNaN(highest.value())) {
      return;
    }
    keepIfSwing(highest);
    keepIfSwing(lowest);
    seek(inputs[2]);
  }

  private void keepIfSwing(LatestExtreme extreme) {
    if (extreme.age() == period) {
      levels[next] = extreme.value();
      next = next + 1 == KEPT ? 0 : next + 1;
      count = Math.min(count + 1, KEPT);
    }
  }

  private void seek(double close) {
    double below = Double.NEGATIVE_INFINITY;
    double above = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      double level = levels[i];
      below = level <= close ? Math.max(below, level) : below;
      above = level >= close ? Math.min(above, level) : above;
    }
    support = below == Double.NEGATIVE_INFINITY ? lowest.value() : below;
    resistance = above == Double.POSITIVE_INFINITY ? highest.value() : above;
  }

  @Override
  public double value(int output) {
    return output == 0 ? support : resistance;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    highest.save(out);
    lowest.save(out);
    Numbers.save(levels, out);
    out.writeInt(next);
    out.writeInt(count);
    out.writeDouble(support);
    out.writeDouble(resistance);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    highest.restore(in);
    lowest.restore(in);
    Numbers.restore(levels, in);
    next = in.readInt();
    count = in.readInt();
    support = in.readDouble();
    resistance = in.readDouble();
  }
}
