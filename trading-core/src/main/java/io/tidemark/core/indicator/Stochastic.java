package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Lane's stochastic oscillator: where the close lies between the lowest low and the highest high of
 * {@code period} bars, 0 to 100, averaged over {@code smooth} bars (output 0, %K), and the average
 * of that over {@code signal} bars (1, %D). {@code smooth} 1 is the fast one. Where high and low
 * are one the raw value is 0, as in TA-Lib; nothing is defined before %D is.
 */
public final class Stochastic implements Kernel {

  private final Extreme highest;
  private final Extreme lowest;
  private final Sma smoothed;
  private final Sma signal;
  private final double still;

  /**
   * @param period 1 or above
   * @param smooth 1 or above
   * @param signal 1 or above
   */
  public Stochastic(int period, int smooth, int signal) {
    this(period, smooth, signal, 0);
  }

  /**
   * @param still a range up to this counts as none
   */
  Stochastic(int period, int smooth, int signal, double still) {
    this.still = still;
    highest = Extreme.highest(period);
    lowest = Extreme.lowest(period);
    smoothed = new Sma(Periods.require("smooth", smooth, 1));
    this.signal = new Sma(Periods.require("signal", signal, 1));
  }

  @Override
  public int warmUp() {
    return highest.warmUp() + smoothed.warmUp() + signal.warmUp() - 2;
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
    highest.update(high);
    lowest.update(low);
    double floor = lowest.value();
    if (Double.isNaN(floor)) {
      return;
    }
    double range = highest.value() - floor;
    smoothed.update(range <= still ? 0 : 100 * ((close - floor) / range));
    double average = smoothed.value();
    if (!Double.isNaN(average)) {
      signal.update(average);
    }
  }

  @Override
  public double value(int output) {
    double d = signal.value();
    return output == 1 || Double.isNaN(d) ? d : smoothed.value();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    highest.save(out);
    lowest.save(out);
    smoothed.save(out);
    signal.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    highest.restore(in);
    lowest.restore(in);
    smoothed.restore(in);
    signal.restore(in);
  }
}
