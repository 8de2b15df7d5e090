package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Chande's momentum oscillator as TA-Lib has it, with Wilder's averages of gains and losses: 100
 * times their difference over their sum, -100 to 100. It is 0 while neither has ever been seen.
 */
public final class Cmo extends SeriesKernel {

  private final WilderAverage gains;
  private final WilderAverage losses;
  private double previous = Double.NaN;

  /**
   * @param period 2 or above
   */
  public Cmo(int period) {
    Periods.require("period", period, 2);
    gains = new WilderAverage(period);
    losses = new WilderAverage(period);
  }

  @Override
  public int warmUp() {
    return gains.period() + 1;
  }

  @Override
  public void update(double input) {
    double change = input - previous;
    previous = input;
    if (Double.isNaN(change)) {
      return;
    }
    gains.update(Math.max(change, 0));
    losses.update(Math.max(-change, 0));
  }

  @Override
  public double value() {
    if (!gains.isDefined()) {
      return Double.NaN;
    }
    double total = gains.value() + losses.value();
    return total == 0 ? 0 : 100 * ((gains.value() - losses.value()) / total);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    gains.save(out);
    losses.save(out);
    out.writeDouble(previous);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    gains.restore(in);
    losses.restore(in);
    previous = in.readDouble();
  }
}
