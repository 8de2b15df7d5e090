package io.tidemark.core.indicator;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The volume-weighted average price since an anchor (output 0), and {@code deviations}
 * volume-weighted standard deviations of the bars' prices above (1) and below (2) it. The sums are
 * West's weighted update. Nothing is defined until a bar that opens at the anchor, or bars on both
 * sides of it, have been seen: a history that starts later would give another average. While
 * nothing has been traded all three are the price.
 */
public final class AnchoredVwap implements Kernel {

  private final VwapAnchor anchor;
  private final double deviations;
  private boolean started;
  private boolean covered;
  private long start;
  private double volumes;
  private double mean;
  private double squares;

  private AnchoredVwap(VwapAnchor anchor, double deviations) {
    this.anchor = anchor;
    this.deviations = deviations;
  }

  /** Since the last midnight, UTC. */
  public static AnchoredVwap ofSession(double deviations) {
    return new AnchoredVwap(VwapAnchor.EveryDays.DAY, deviations);
  }

  /** Since the last midnight before a Monday, UTC. */
  public static AnchoredVwap ofWeek(double deviations) {
    return new AnchoredVwap(VwapAnchor.EveryDays.WEEK, deviations);
  }

  /**
   * Since the midnight, UTC, that a date begins with.
   *
   * @param date as a number such as 20250131
   * @throws IllegalArgumentException if there is no such date
   */
  public static AnchoredVwap since(int date, double deviations) {
    return new AnchoredVwap(VwapAnchor.Once.on(date), deviations);
  }

  @Override
  public int warmUp() {
    return 1;
  }

  @Override
  public Duration span() {
    return anchor.longest();
  }

  @Override
  public @Nullable Instant historyFrom() {
    return anchor.from();
  }

  @Override
  public int outputs() {
    return 3;
  }

  /** Takes the bar's own volume-weighted price, its volume, and its open time in seconds. */
  @Override
  public void update(double[] inputs) {
    update(inputs[0], inputs[1], (long) inputs[2]);
  }

  /** Takes the next bar; all values finite. */
  public void update(double price, double volume, long openTime) {
    long period = anchor.startOf(openTime);
    if (!started || period != start) {
      covered = started || openTime == period;
      started = true;
      start = period;
      volumes = 0;
      squares = 0;
      mean = price;
    }
    if (volumes == 0) {
      mean = price;
      volumes = volume;
    } else if (volume > 0) {
      volumes += volume;
      double difference = price - mean;
      mean += difference * (volume / volumes);
      squares += volume * difference * (price - mean);
    }
  }

  @Override
  public double value(int output) {
    if (!covered) {
      return Double.NaN;
    }
    double width = volumes == 0 ? 0 : deviations * Math.sqrt(Math.max(squares, 0) / volumes);
    return switch (output) {
      case 0 -> mean;
      case 1 -> mean + width;
      case 2 -> mean - width;
      default -> throw new IllegalArgumentException("output must be 0 to 2, was " + output);
    };
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeBoolean(started);
    out.writeBoolean(covered);
    out.writeLong(start);
    out.writeDouble(volumes);
    out.writeDouble(mean);
    out.writeDouble(squares);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    started = in.readBoolean();
    covered = in.readBoolean();
    start = in.readLong();
    volumes = in.readDouble();
    mean = in.readDouble();
    squares = in.readDouble();
  }
}
