package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far the last {@code period} values lie apart: their population variance (output 0), and how
 * many standard deviations the latest lies above their mean (1), which is 0 in a flat window.
 */
public final class Spread implements Kernel {

  private final RollingMoments moments;
  private double latest;

  /**
   * @param period 2 or above
   */
  public Spread(int period) {
    moments = new RollingMoments(Periods.require("period", period, 2));
  }

  @Override
  public int warmUp() {
    return moments.size();
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public void update(double[] inputs) {
    latest = inputs[0];
    moments.update(latest);
  }

  @Override
  public double value(int output) {
    if (!moments.isDefined()) {
      return Double.NaN;
    }
    return output == 0 ? moments.variance() : score(moments.deviation());
  }

  private double score(double deviation) {
    return deviation == 0 ? 0 : (latest - moments.mean()) / deviation;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    moments.save(out);
    out.writeDouble(latest);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    moments.restore(in);
    latest = in.readDouble();
  }
}
