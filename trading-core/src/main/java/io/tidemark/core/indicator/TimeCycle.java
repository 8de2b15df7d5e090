package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/**
 * Where a time lies in a period that comes again and again, as a point of the unit circle: sine
 * (output 0) and cosine (1) of its angle. Both are 0 and 1 at the start of the period, and times on
 * both sides of that start are near each other.
 */
public final class TimeCycle implements Kernel {

  private static final double FULL_CIRCLE = 2 * Math.PI;

  /** Terms from here on are below the last digit of the sum. */
  private static final int LAST_POWER = 20;

  private static final double[] SINE = coefficients(1);
  private static final double[] COSINE = coefficients(0);

  private final long length;
  private final long offset;
  private boolean started;
  private long within;

  private TimeCycle(Duration length, Duration offset) {
    this.length = length.toSeconds();
    this.offset = offset.toSeconds();
  }

  /** The UTC day, from midnight. */
  static TimeCycle ofDay() {
    return new TimeCycle(Duration.ofDays(1), Duration.ZERO);
  }

  /** The UTC week, from Monday's midnight; 1970 began on a Thursday. */
  static TimeCycle ofWeek() {
    return new TimeCycle(Duration.ofDays(7), Duration.ofDays(4));
  }

  @Override
  public int warmUp() {
    return 1;
  }

  @Override
  public int outputs() {
    return 2;
  }

  /** Takes a time in seconds since 1970, UTC. */
  @Override
  public void update(double[] inputs) {
    started = true;
    within = Math.floorMod((long) inputs[0] - offset, length);
  }

  @Override
  public double value(int output) {
    if (!started) {
      return Double.NaN;
    }
    return sine(output == 0 ? within : (within + length / 4) % length);
  }

  private double sine(long position) {
    long quarter = length / 4;
    long rest = position % quarter;
    return switch ((int) (position / quarter)) {
      case 0 -> rising(rest);
      case 1 -> rising(quarter - rest);
      case 2 -> -rising(rest);
      default -> -rising(quarter - rest);
    };
  }

  private double rising(long rest) {
    long fromTop = length / 4 - rest;
    if (rest <= fromTop) {
      double angle = angle(rest);
      return angle * series(SINE, angle);
    }
    return series(COSINE, angle(fromTop));
  }

  private double angle(long position) {
    return FULL_CIRCLE * position / length;
  }

  /**
   * Taylor's series of the cosine of an angle of at most 45 degrees, or of the sine over the angle:
   * the same on every machine, and without the arrays that {@link StrictMath} makes.
   */
  private static double series(double[] coefficients, double angle) {
    double square = angle * angle;
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * square + coefficients[i];
    }
    return sum;
  }

  /**
   * One over the factorial of each power, with changing signs.
   *
   * @param power the first: 1 for the sine, 0 for the cosine
   */
  private static double[] coefficients(int power) {
    double[] coefficients = new double[LAST_POWER / 2];
    double coefficient = 1;
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = coefficient;
      int next = power + 2 * i + 1;
      coefficient /= -next * (next + 1);
    }
    return coefficients;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeBoolean(started);
    out.writeLong(within);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    started = in.readBoolean();
    within = in.readLong();
  }
}
