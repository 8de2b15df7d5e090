package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Ehlers' instantaneous trendline (Rocket Science for Traders, 2001): the average over one dominant
 * cycle, which the {@link DominantCycle} measures, smoothed over four bars. As in TA-Lib the cycle
 * is measured from the 38th bar on and the line is defined from the 64th.
 */
public final class HilbertTrendline extends SeriesKernel {

  private static final int WARM_UP = 64;

  private final DominantCycle cycle = new DominantCycle();
  private final Window values = new Window(DominantCycle.LONGEST + 1);
  private final double[] averages = new double[4];
  private int seen;
  private double value = Double.NaN;

  @Override
  public int warmUp() {
    return WARM_UP;
  }

  @Override
  public void update(double input) {
    values.push(input);
    cycle.update(input);
    seen = Math.min(seen + 1, WARM_UP);
    if (!cycle.isMeasured()) {
      return;
    }
    System.arraycopy(averages, 0, averages, 1, averages.length - 1);
    averages[0] = average((int) (cycle.period() + 0.5));
    if (seen == WARM_UP) {
      value = (4 * averages[0] + 3 * averages[1] + 2 * averages[2] + averages[3]) / 10;
    }
  }

  private double average(int bars) {
    double sum = 0;
    for (int ago = 0; ago < bars; ago++) {
      sum += values.latest(ago);
    }
    return bars > 0 ? sum / bars : 0;
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    cycle.save(out);
    values.save(out);
    Numbers.save(averages, out);
    out.writeInt(seen);
    out.writeDouble(value);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    cycle.restore(in);
    values.restore(in);
    Numbers.restore(averages, in);
    seen = in.readInt();
    value = in.readDouble();
  }
}
