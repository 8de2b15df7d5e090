package io.tidemark.core.risk;

import java.math.BigDecimal;

/**
 * The limits of an account, whatever its strategies ask for.
 *
 * @param maxOpenPositions open or opening at once, 1 or above
 * @param maxPositionPct the most percent of equity one position may cost, in (0, 100]
 */
public record RiskLimits(int maxOpenPositions, BigDecimal maxPositionPct) {

  /**
   * @throws IllegalArgumentException if a limit is out of its range
   */
  public RiskLimits {
    if (maxOpenPositions < 1) {
      throw new IllegalArgumentException(
          "risk.max_open_positions must be 1 or above, was " + maxOpenPositions);
    }
    if (maxPositionPct.signum() <= 0 || maxPositionPct.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw new IllegalArgumentException(
          "risk.max_position_size_pct must be above 0 and at most 100, was "
              + maxPositionPct.toPlainString());
    }
  }
}
