package io.tidemark.core.bar;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What is built, and how long it is kept.
 *
 * @param timeframes shortest first
 * @param remembered how many trades are known again
 */
record BarPlan(
    InstrumentId instrument,
    List<Timeframe> timeframes,
    Duration grace,
    Duration retention,
    int remembered) {

  static BarPlan of(
      InstrumentId instrument,
      Collection<Timeframe> timeframes,
      Duration grace,
      Duration retention,
      int remembered) {
    return new BarPlan(
        instrument, List.copyOf(new TreeSet<>(timeframes)), grace, retention, remembered);
  }

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  BarPlan {
    if (timeframes.isEmpty()) {
      throw new IllegalArgumentException("timeframes must not be empty");
    }
    requireNotNegative("grace", grace);
    requireNotNegative("retention", retention);
    if (remembered <= 0) {
      throw new IllegalArgumentException("remembered must be above 0, was " + remembered);
    }
  }

  private static void requireNotNegative(String field, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(field + " must be 0 or more, was " + value);
    }
  }

  /** A snapshot of one plan is of no use to another; how much is remembered may change. */
  String identity() {
    return instrument.key()
        + " "
        + timeframes
        + " grace "
        + grace.toNanos()
        + " retention "
        + retention.toNanos();
  }
}
