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

  /** The sine within the first quarter, of angles up to 45 degrees: others would allocate. */
  private double rising(long rest) {
    long fromTop = length / 4 - rest;
    return rest <= fromTop
        ? StrictMath.sin(FULL_CIRCLE * rest / length)
        : StrictMath.cos(FULL_CIRCLE * fromTop / length);
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
