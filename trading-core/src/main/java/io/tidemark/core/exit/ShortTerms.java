package io.tidemark.core.exit;

import java.math.BigDecimal;

/**
 * What a short costs and when it is liquidated, where no venue says so by itself.
 *
 * @param borrowRateDaily fraction of what was sold that a day of holding it costs, in [0, 1)
 * @param maintenanceMarginRate fraction of what buying back would cost that must be left of the
 *     collateral, in [0, 1). The collateral is what was sold for and an equal margin, so a short is
 *     liquidated at the average entry price x 2 / (1 + rate). Fees and the cost of borrowing do not
 *     move that price
 */
public record ShortTerms(BigDecimal borrowRateDaily, BigDecimal maintenanceMarginRate) {

  /**
   * @throws IllegalArgumentException if a rate is out of its range
   */
  public ShortTerms {
    require("borrowRateDaily", borrowRateDaily);
    require("maintenanceMarginRate", maintenanceMarginRate);
  }

  private static void require(String name, BigDecimal rate) {
    if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "%s must be 0 or above and below 1, was %s".formatted(name, rate.toPlainString()));
    }
  }
}
