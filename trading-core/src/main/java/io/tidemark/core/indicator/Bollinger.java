package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Bollinger's bands: the simple average (output 0), and {@code deviations} population standard
 * deviations above (1) and below (2) it; where the value lies between them, 0 at the lower and 1 at
 * the upper band (3), 0.5 where they are one; and their distance in percent of the average (4), 0
 * where that is 0. In a flat window the bands are exactly the value.
 */
public final class Bollinger implements BlockKernel {

  private final RollingMoments moments;
  private final double deviations;
  private double latest;
  private double width = Double.NaN;

  /**
   * @param period 2 or above
   * @param deviations above 0
   */
  public Bollinger(int period, double deviations) {
    if (!(deviations > 0)) {
      throw new IllegalArgumentException("deviations must be above 0, was " + deviations);
    }
    this.moments = new RollingMoments(Periods.require("period", period, 2));
    this.deviations = deviations;
  }

  @Override
  public int warmUp() {
    return moments.size();
  }

  @Override
  public int outputs() {
    return 5;
  }

  @Override
  public void update(double[] inputs) {
    update(inputs[0]);
  }

  /** Takes the next value; finite. */
  public void update(double input) {
    moments.update(input);
    latest = input;
    if (moments.isDefined()) {
      width = deviations * moments.deviation();
    }
  }

  @Override
  public void updateDefined(double[] from, int start, int first, int end, BlockOutputs to) {
    int count = end - first;
    double[] means = new double[count];
    double[] deviation = new double[count];
    moments.updateAll(from, start + first, count, means, deviation);
    for (int i = 0; i < count; i++) {
      double mean = means[i];
      double distance = deviations * deviation[i];
      to.note(0, first + i, mean);
      to.note(1, first + i, mean + distance);
      to.note(2, first + i, mean - distance);
    }
    if (to.isRead(3)) {
      for (int i = 0; i < count; i++) {
        double distance = deviations * deviation[i];
        to.note(3, first + i, place(from[start + first + i], means[i], distance));
      }
    }
    if (to.isRead(4)) {
      for (int i = 0; i < count; i++) {
        to.note(4, first + i, percent(means[i], deviations * deviation[i]));
      }
    }
    latest = from[start + end - 1];
    if (moments.isDefined()) {
      width = deviations * moments.deviation();
    }
  }

  @Override
  public double value(int output) {
    if (Double.isNaN(width)) {
      return Double.NaN;
    }
    double mean = moments.mean();
    return switch (output) {
      case 0 -> mean;
      case 1 -> mean + width;
      case 2 -> mean - width;
      case 3 -> place(latest, mean, width);
      case 4 -> percent(mean, width);
      default -> throw new IllegalArgumentException("output must be 0 to 4, was " + output);
    };
  }

  private static double place(double value, double mean, double width) {
    return width == 0 ? 0.5 : (value - mean + width) / (2 * width);
  }

  private static double percent(double mean, double width) {
    return mean == 0 ? 0 : 200 * width / mean;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    moments.save(out);
    out.writeDouble(latest);
    out.writeDouble(width);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    moments.restore(in);
    latest = in.readDouble();
    width = in.readDouble();
  }
}
