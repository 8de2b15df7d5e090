package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The {@link Stochastic} oscillator of the relative strength index: %K (output 0) and %D (1). While
 * the price rests the index keeps its value but for rounding, which is not taken for a range.
 */
public final class StochRsi implements Kernel {

  /** A range of the index that is nothing but rounding. */
  private static final double STILL = 1e-10;

  private final Rsi rsi;
  private final Stochastic stochastic;

  /**
   * @param rsi the index's length, 2 or above
   * @param period how many values of the index its place is judged among, 1 or above
   * @param smooth 1 or above; 1 is TA-Lib's
   * @param signal 1 or above
   */
  public StochRsi(int rsi, int period, int smooth, int signal) {
    this.rsi = new Rsi(rsi);
    this.stochastic = new Stochastic(period, smooth, signal, STILL);
  }

  @Override
  public int warmUp() {
    return rsi.warmUp() + stochastic.warmUp() - 1;
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public void update(double[] inputs) {
    update(inputs[0]);
  }

  /** Takes the next value; finite. */
  public void update(double input) {
    rsi.update(input);
    double strength = rsi.value();
    if (!Double.isNaN(strength)) {
      stochastic.update(strength, strength, strength);
    }
  }

  @Override
  public double value(int output) {
    return stochastic.value(output);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    rsi.save(out);
    stochastic.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    rsi.restore(in);
    stochastic.restore(in);
  }
}
