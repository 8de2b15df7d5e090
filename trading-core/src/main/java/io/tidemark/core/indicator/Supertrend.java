package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Seban's Supertrend: a stop line (output 0) some average true ranges below the middle of the bar
 * in a rise and above it in a fall, and the direction, 1 or -1 (1). The line only moves towards the
 * price; a close beyond it turns the direction. The first direction is up if the close is at or
 * above the middle of its bar.
 */
public final class Supertrend implements Kernel {

  private final Atr range;
  private final double ranges;
  private double upper;
  private double lower;
  private double previousClose;
  private double direction = Double.NaN;

  /**
   * @param period of the average true range, 1 or above
   * @param ranges above 0
   */
  public Supertrend(int period, double ranges) {
    this.range = new Atr(period);
    this.ranges = ranges;
  }

  @Override
  public int warmUp() {
    return range.warmUp();
  }

  @Override
  public int outputs() {
    return 2;
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], inputs[2]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double high, double low, double close) {
    range.update(high, low, close);
    double width = ranges * range.value();
    double middle = (high + low) / 2;
    if (!Double.isNaN(width)) {
      if (Double.isNaN(direction)) {
        start(middle, width, close);
      } else {
        follow(middle, width, close);
      }
    }
    previousClose = close;
  }

  private void start(double middle, double width, double close) {
    upper = middle + width;
    lower = middle - width;
    direction = close >= middle ? 1 : -1;
  }

  private void follow(double middle, double width, double close) {
    upper = previousClose > upper ? middle + width : Math.min(upper, middle + width);
    lower = previousClose < lower ? middle - width : Math.max(lower, middle - width);
    if (direction > 0 && close < lower) {
      direction = -1;
    } else if (direction < 0 && close > upper) {
      direction = 1;
    }
  }

  @Override
  public double value(int output) {
    if (output == 1 || Double.isNaN(direction)) {
      return direction;
    }
    return direction > 0 ? lower : upper;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    range.save(out);
    out.writeDouble(upper);
    out.writeDouble(lower);
    out.writeDouble(previousClose);
    out.writeDouble(direction);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    range.restore(in);
    upper = in.readDouble();
    lower = in.readDouble();
    previousClose = in.readDouble();
    direction = in.readDouble();
  }
}
