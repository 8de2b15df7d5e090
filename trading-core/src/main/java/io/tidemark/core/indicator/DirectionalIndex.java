package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Wilder's directional movement: +DI (output 0), -DI (1) and DX (2), each 0 to 100. Movement and
 * true range are Wilder sums, started from the first {@code period} - 1 changes as TA-Lib does.
 * Without any range both DI are 0; where both are 0, DX keeps its value. (TA-Lib takes a range
 * below 1e-8 for none; here only one below the least normal double is none, as coins may be that
 * cheap.)
 */
public final class DirectionalIndex implements Kernel {

  private final int period;
  private final double factor;
  private double previousHigh = Double.NaN;
  private double previousLow;
  private double previousClose;
  private int changes;
  private double plus;
  private double minus;
  private double range;
  private double plusDi;
  private double minusDi;
  private double dx;
  private boolean fresh;

  /**
   * @param period 2 or above
   */
  public DirectionalIndex(int period) {
    this.period = Periods.require("period", period, 2);
    this.factor = 1.0 / period;
  }

  @Override
  public int warmUp() {
    return period + 1;
  }

  @Override
  public int outputs() {
    return 3;
  }

  /** Takes high, low and close. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], inputs[2]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double high, double low, double close) {
    if (!Double.isNaN(previousHigh)) {
      move(high, low);
    }
    previousHigh = high;
    previousLow = low;
    previousClose = close;
  }

  private void move(double high, double low) {
    double up = high - previousHigh;
    double down = previousLow - low;
    if (changes < period) {
      changes++;
    }
    plus = added(plus, up > 0 && up > down ? up : 0);
    minus = added(minus, down > 0 && down > up ? down : 0);
    range = added(range, TrueRange.of(high, low, previousClose));
    double scale = range < Double.MIN_NORMAL ? 0 : 100 / range;
    plusDi = plus * scale;
    minusDi = minus * scale;
    double total = plusDi + minusDi;
    fresh = total > 0;
    if (fresh) {
      dx = 100 * (Math.abs(plusDi - minusDi) / total);
    }
  }

  private double added(double sum, double input) {
    return changes < period ? sum + input : sum - sum * factor + input;
  }

  /** Whether the latest bar gave a DX of its own. */
  boolean isFresh() {
    return fresh;
  }

  @Override
  public double value(int output) {
    if (changes < period) {
      return Double.NaN;
    }
    return switch (output) {
      case 0 -> plusDi;
      case 1 -> minusDi;
      case 2 -> dx;
      default -> throw new IllegalArgumentException("output must be 0 to 2, was " + output);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeDouble(previousHigh);
    out.writeDouble(previousLow);
    out.writeDouble(previousClose);
    out.writeInt(changes);
    out.writeDouble(plus);
    out.writeDouble(minus);
    out.writeDouble(range);
    out.writeDouble(plusDi);
    out.writeDouble(minusDi);
    out.writeDouble(dx);
    out.writeBoolean(fresh);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    previousHigh = in.readDouble();
    previousLow = in.readDouble();
    previousClose = in.readDouble();
    changes = in.readInt();
    plus = in.readDouble();
    minus = in.readDouble();
    range = in.readDouble();
    plusDi = in.readDouble();
    minusDi = in.readDouble();
    dx = in.readDouble();
    fresh = in.readBoolean();
  }
}
