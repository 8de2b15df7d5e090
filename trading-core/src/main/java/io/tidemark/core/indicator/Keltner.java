package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keltner's channel in Raschke's form: the exponential average of the close (output 0), and some
 * average true ranges above (1) and below (2) it.
 */
public final class Keltner implements Kernel {

  private final Ema middle;
  private final Atr range;
  private final double ranges;

  /**
   * @param average length of the exponential average, 1 or above
   * @param range length of the average true range, 1 or above
   * @param ranges above 0
   */
  public Keltner(int average, int range, double ranges) {
    this.middle = new Ema(average);
    this.range = new Atr(range);
    this.ranges = ranges;
  }

  @Override
  public int warmUp() {
    return Math.max(middle.warmUp(), range.warmUp());
  }

  @Override
  public int outputs() {
    return 3;
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    middle.update(inputs[2]);
    range.update(inputs);
  }

  @Override
  public double value(int output) {
    double width = ranges * range.value();
    return switch (output) {
      case 0 -> Double.isNaN(width) ? width : middle.value();
      case 1 -> middle.value() + width;
      case 2 -> middle.value() - width;
      default -> throw new IllegalArgumentException("output must be 0 to 2, was " + output);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    middle.save(out);
    range.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    middle.restore(in);
    range.restore(in);
  }
}
