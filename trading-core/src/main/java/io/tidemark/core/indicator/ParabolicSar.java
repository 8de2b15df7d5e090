package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Wilder's parabolic stop and reverse (output 0) and its direction, 1 or -1 (1). The stop closes in
 * on the extreme of the trend by a factor that grows with each new extreme, never enters the range
 * of the last two bars, and turns when a bar touches it. As in TA-Lib it starts with the second
 * bar, downwards if that bar's low fell by more than its high rose.
 */
public final class ParabolicSar implements Kernel {

  private final double step;
  private final double most;
  private double previousHigh = Double.NaN;
  private double previousLow;
  private double direction = Double.NaN;
  private double stop;
  private double next;
  private double extreme;
  private double factor;

  /**
   * @param step what the factor starts with and grows by, above 0
   * @param most the greatest factor, above 0; a greater step is cut to it
   */
  public ParabolicSar(double step, double most) {
    this.step = Math.min(step, most);
    this.most = most;
  }

  @Override
  public int warmUp() {
    return 2;
  }

  @Override
  public int outputs() {
    return 2;
  }

  /** Takes high and low. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double high, double low) {
    if (!Double.isNaN(previousHigh)) {
      if (Double.isNaN(direction)) {
        start(high, low);
      }
      follow(high, low);
    }
    previousHigh = high;
    previousLow = low;
  }

  private void start(double high, double low) {
    double fall = previousLow - low;
    boolean down = fall > 0 && fall > high - previousHigh;
    direction = down ? -1 : 1;
    next = down ? previousHigh : previousLow;
    extreme = down ? low : high;
    factor = step;
    previousHigh = high;
    previousLow = low;
  }

  private void follow(double high, double low) {
    boolean up = direction > 0;
    if (up ? low <= next : high >= next) {
      turn(high, low);
    } else {
      stop = next;
      if (up ? high > extreme : low < extreme) {
        extreme = up ? high : low;
        factor = Math.min(factor + step, most);
      }
    }
    next = outside(stop + factor * (extreme - stop), high, low);
  }

  private void turn(double high, double low) {
    direction = -direction;
    stop = outside(extreme, high, low);
    extreme = direction > 0 ? high : low;
    factor = step;
  }

  /** A stop that lies in the range of this bar or the one before is moved to its edge. */
  private double outside(double price, double high, double low) {
    return direction > 0
        ? Math.min(price, Math.min(previousLow, low))
        : Math.max(price, Math.max(previousHigh, high));
  }

  @Override
  public double value(int output) {
    return output == 1 || Double.isNaN(direction) ? direction : stop;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(previousHigh);
    out.writeDouble(previousLow);
    out.writeDouble(direction);
    out.writeDouble(stop);
    out.writeDouble(next);
    out.writeDouble(extreme);
    out.writeDouble(factor);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    previousHigh = in.readDouble();
    previousLow = in.readDouble();
    direction = in.readDouble();
    stop = in.readDouble();
    next = in.readDouble();
    extreme = in.readDouble();
    factor = in.readDouble();
  }
}
