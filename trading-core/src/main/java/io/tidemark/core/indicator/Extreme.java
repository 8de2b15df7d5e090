package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The highest or lowest of the last {@code period} values, by van Herk's and Gil and Werman's
 * method: values come in blocks as long as the window, which so always is the end of one block,
 * whose extremes are known from the back, and the start of the next, whose extreme is kept as it
 * grows.
 */
public final class Extreme extends SeriesKernel {

  private final int period;
  private final double sign;
  private final double[] block;

  /** The extremes of the block before, from each place to its end; nothing at the last place. */
  private final double[] fromHere;

  private int place;
  private boolean full;
  private double soFar;
  private double value = Double.NaN;

  private Extreme(int period, double sign) {
    this.period = Periods.require("period", period, 1);
    this.sign = sign;
    this.block = new double[period];
    this.fromHere = new double[period + 1];
    Arrays.fill(fromHere, Double.NEGATIVE_INFINITY);
  }

  /** The highest of the last {@code period} values; 1 or above. */
  public static Extreme highest(int period) {
    return new Extreme(period, 1);
  }

  /** The lowest of the last {@code period} values; 1 or above. */
  public static Extreme lowest(int period) {
    return new Extreme(period, -1);
  }

  @Override
  public int warmUp() {
    return period;
  }

  @Override
  public void update(double input) {
    double signed = sign * input;
    block[place] = signed;
    soFar = place == 0 ? signed : Math.max(soFar, signed);
    place++;
    full |= place == period;
    if (full) {
      value = sign * Math.max(soFar, fromHere[place]);
    }
    if (place == period) {
      turn();
    }
  }

  private void turn() {
    double extreme = Double.NEGATIVE_INFINITY;
    for (int i = period - 1; i >= 0; i--) {
      extreme = Math.max(extreme, block[i]);
      fromHere[i] = extreme;
    }
    place = 0;
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    Numbers.save(block, out);
    Numbers.save(fromHere, out);
    out.writeInt(place);
    out.writeBoolean(full);
    out.writeDouble(soFar);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    Numbers.restore(block, in);
    Numbers.restore(fromHere, in);
    place = in.readInt();
    full = in.readBoolean();
    soFar = in.readDouble();
    value = in.readDouble();
  }
}
