package io.tidemark.core.strategy;

import java.math.BigDecimal;

/**
 * Where an entry's limit order is put.
 *
 * @param reference what its price is taken from
 * @param offsetBps hundredths of a percent by which it is better than the reference, in [0, 10000)
 * @param postOnly whether it is refused rather than filled at once
 * @param reprices how often it is put anew after it expired, 0 or above
 */
public record LimitOrder(
    Reference reference, BigDecimal offsetBps, boolean postOnly, int reprices) {

  /** At the decision's price, never put anew. */
  public static final LimitOrder AT_CLOSE =
      new LimitOrder(Reference.CLOSE, BigDecimal.ZERO, false, 0);

  private static final int WHOLE_BPS = 10_000;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public LimitOrder {
    if (offsetBps.signum() < 0 || offsetBps.compareTo(BigDecimal.valueOf(WHOLE_BPS)) >= 0) {
      throw new IllegalArgumentException(
          "execution.limit.offset_bps must be 0 or above and below 10000, was "
              + offsetBps.toPlainString());
    }
    if (reprices < 0) {
      throw new IllegalArgumentException(
          "execution.limit.reprices must be 0 or above, was " + reprices);
    }
    offsetBps = Ranges.given(offsetBps);
  }

  /** What a limit's price is taken from. */
  public enum Reference {
    /** The close of the bar that was decided on. */
    CLOSE,
    /** The best price on the order's own side of the book: the bid for a buy. */
    NEAR_SIDE,
    /** The best price on the other side of the book: the ask for a buy. */
    FAR_SIDE
  }
}
