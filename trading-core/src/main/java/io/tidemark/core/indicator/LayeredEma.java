package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mulloy's averages, which take the lag of an exponential average out with averages of it: double,
 * 2 a - b, and triple, 3 a - 3 b + c, of a the average, b that of a, c that of b.
 */
public final class LayeredEma extends SeriesKernel {

  private final EmaChain chain;
  private final double[] weights;

  private LayeredEma(int period, double... weights) {
    this.chain = new EmaChain(Periods.require("period", period, 1), weights.length);
    this.weights = weights;
  }

  /** The double one; {@code period} is 1 or above. */
  public static LayeredEma doubled(int period) {
    return new LayeredEma(period, 2, -1);
  }

  /** The triple one; {@code period} is 1 or above. */
  public static LayeredEma tripled(int period) {
    return new LayeredEma(period, 3, -3, 1);
  }

  @Override
  public int warmUp() {
    return chain.warmUp();
  }

  @Override
  public void update(double input) {
    chain.update(input);
  }

  @Override
  public double value() {
    double value = 0;
    for (int i = 0; i < weights.length; i++) {
      value += weights[i] * chain.level(i);
    }
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    chain.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    chain.restore(in);
  }
}
