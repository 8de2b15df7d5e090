package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Wilder's relative strength index: 100 times the average gain over the sum of average gain and
 * average loss. It is 0, as in TA-Lib, while neither a gain nor a loss has ever been seen.
 */
public final class Rsi extends SeriesKernel {

  private final WilderAverage gains;
  private final WilderAverage losses;
  private double previous = Double.NaN;

  /**
   * @param period 2 or above
   */
  public Rsi(int period) {
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
  void updateDefined(double[] from, int start, double[] to, int at, int count) {
    int first = 0;
    for (; first < count && !gains.isDefined(); first++) {
      super.updateDefined(from, start + first, to, at + first, 1);
    }
    double gain = gains.value();
    double loss = losses.value();
    double before = previous;
    for (int i = first; i < count; i++) {
      double input = from[start + i];
      double change = input - before;
      before = input;
      gain = gains.after(gain, change > 0 ? change : 0);
      loss = losses.after(loss, change < 0 ? -change : 0);
      to[at + i] = Node.finite(strength(gain, loss));
    }
    if (first < count) {
      gains.goOnFrom(gain);
      losses.goOnFrom(loss);
      previous = before;
    }
  }

  @Override
  public double value() {
    return gains.isDefined() ? strength(gains.value(), losses.value()) : Double.NaN;
  }

  private static double strength(double gain, double loss) {
    double total = gain + loss;
    return total == 0 ? 0 : 100 * (gain / total);
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
