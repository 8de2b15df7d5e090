package io.tidemark.core.strategy;

import java.math.BigDecimal;

/**
 * A cap on the size of a position by Kelly's criterion, {@code f = p - (1 - p) / b} with the share
 * of winners {@code p} and the ratio {@code b} of the mean gain to the mean loss (Kelly, 1956). It
 * holds once enough trades are closed, and only where {@code f} is above 0.
 *
 * @param fraction of {@code f} that a position may cost of equity, in (0, 1]
 * @param minTrades closed trades before it holds, 1 or above
 */
public record KellyCap(BigDecimal fraction, int minTrades) {

  /** Half of what the criterion gives. */
  public static final BigDecimal DEFAULT_FRACTION = new BigDecimal("0.5");

  /** Fewer trades tell too little. */
  public static final int DEFAULT_MIN_TRADES = 50;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public KellyCap {
    if (fraction.signum() <= 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "risk.kelly.fraction must be above 0 and at most 1, was " + fraction.toPlainString());
    }
    if (minTrades < 1) {
      throw new IllegalArgumentException(
          "risk.kelly.min_trades must be 1 or above, was " + minTrades);
    }
    fraction = Ranges.given(fraction);
  }
}
