package io.tidemark.core.strategy;

import java.math.BigDecimal;

/**
 * A target at which part of a position is closed.
 *
 * @param targetPct percent of the average entry price, above 0
 * @param closePct the fraction of the original quantity that is closed there, in (0, 1]
 */
public record TakeProfitLevel(BigDecimal targetPct, BigDecimal closePct) {

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TakeProfitLevel {
    if (targetPct.signum() <= 0) {
      throw new IllegalArgumentException(
          "exits.take_profit_levels: target_pct must be above 0, was " + targetPct.toPlainString());
    }
    if (closePct.signum() <= 0 || closePct.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "exits.take_profit_levels: close_pct must be a fraction above 0 and at most 1, such as"
              + " 0.33, was "
              + closePct.toPlainString());
    }
    targetPct = Ranges.given(targetPct);
    closePct = Ranges.given(closePct);
  }
}
