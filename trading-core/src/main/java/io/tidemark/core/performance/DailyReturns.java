package io.tidemark.core.performance;

import java.util.Arrays;

/**
 * One return a UTC day, out of equity as it comes. A day's equity is the last one seen by its end,
 * that at midnight included; a day without any has that of the day before, as these markets never
 * close. The return of the first day is taken from the first equity that was seen.
 */
final class DailyReturns {

  private static final long DAY = 86_400_000;

  private double[] closed;
  private int days;
  private boolean begun;
  private long day;
  private double dayBefore;
  private double last;

  DailyReturns() {
    closed = new double[32];
  }

  private DailyReturns(DailyReturns other) {
    closed = other.closed.clone();
    days = other.days;
    begun = other.begun;
    day = other.day;
    dayBefore = other.dayBefore;
    last = other.last;
  }

  /** One that goes on from here by itself. */
  DailyReturns copy() {
    return new DailyReturns(this);
  }

  /**
   * Takes the next equity.
   *
   * @param millis epoch milliseconds, not before those of the one before
   */
  void add(long millis, double equity) {
    if (!begun) {
      begun = true;
      day = Math.floorDiv(millis, DAY);
      dayBefore = equity;
    } else {
      long date = dayEndingAt(millis);
      if (date > day) {
        append(change());
        for (long idle = day + 1; idle < date; idle++) {
          append(0);
        }
        dayBefore = last;
        day = date;
      }
    }
    last = equity;
  }

  /** The returns up to here; the day that is under way counts as if it ended now. */
  double[] toArray() {
    if (!begun) {
      return new double[0];
    }
    double[] all = Arrays.copyOf(closed, days + 1);
    all[days] = change();
    return all;
  }

  /** The epoch day of an instant, of midnight the one that ends then. */
  static long dayEndingAt(long millis) {
    return Math.floorDiv(millis - 1, DAY);
  }

  private double change() {
    return dayBefore > 0 ? last / dayBefore - 1 : 0;
  }

  private void append(double value) {
    if (days == closed.length) {
      closed = Arrays.copyOf(closed, 2 * days);
    }
    closed[days++] = value;
  }
}
