package io.tidemark.core.strategy;

import java.math.BigDecimal;

/**
 * A distance from a price, in average true ranges of the primary timeframe.
 *
 * @param multiple of the average true range, above 0
 * @param period bars it is taken over, from 2 to 1000
 */
public record AtrDistance(BigDecimal multiple, int period) {

  /** Bars, where none are given: Wilder's. */
  public static final int DEFAULT_PERIOD = 14;

  private static final int LONGEST_PERIOD = 1000;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public AtrDistance {
    if (multiple.signum() <= 0) {
      throw new IllegalArgumentException(
          "multiple of an average true range must be above 0, was " + multiple.toPlainString());
    }
    if (period < 2 || period > LONGEST_PERIOD) {
      throw new IllegalArgumentException(
          "period of an average true range must be from 2 to %d, was %d"
              .formatted(LONGEST_PERIOD, period));
    }
    multiple = Ranges.given(multiple);
  }
}
