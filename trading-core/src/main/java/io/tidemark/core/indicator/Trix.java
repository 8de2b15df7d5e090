package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The change of a thrice taken exponential average against the bar before, in percent. */
public final class Trix extends SeriesKernel {

  private final EmaChain chain;
  private final Roc change = new Roc(1);

  /**
   * @param period 1 or above
   */
  public Trix(int period) {
    chain = new EmaChain(Periods.require("period", period, 1), 3);
  }

  @Override
  public int warmUp() {
    return chain.warmUp() + 1;
  }

  @Override
  public void update(double input) {
    chain.update(input);
    double average = chain.level(2);
    if (!Double.isNaN(average)) {
      change.update(average);
    }
  }

  @Override
  public double value() {
    return change.value();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    chain.save(out);
    change.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    chain.restore(in);
    change.restore(in);
  }
}
