package io.tidemark.simulator;

import java.math.BigDecimal;

/**
 * What a market asks of orders.
 *
 * @param orderMinimum the smallest order in base currency, 0 or above
 * @param costMinimum the smallest order in quote currency, 0 or above
 * @param takerFeeRate fraction of notional, from 0 and below 1, such as 0.0026
 * @param makerFeeRate fraction of notional, from 0 to the taker's, such as 0.0016
 */
public record MarketRules(
    BigDecimal orderMinimum,
    BigDecimal costMinimum,
    BigDecimal takerFeeRate,
    BigDecimal makerFeeRate) {

  /**
   * @throws IllegalArgumentException if one is out of its range
   */
  public MarketRules {
    requireNotNegative("orderMinimum", orderMinimum);
    requireNotNegative("costMinimum", costMinimum);
    requireNotNegative("takerFeeRate", takerFeeRate);
    requireNotNegative("makerFeeRate", makerFeeRate);
    if (takerFeeRate.compareTo(BigDecimal.ONE) >= 0 || makerFeeRate.compareTo(takerFeeRate) > 0) {
      throw new IllegalArgumentException(
          "takerFeeRate must be below 1 and makerFeeRate at most that, were %s and %s"
              .formatted(takerFeeRate.toPlainString(), makerFeeRate.toPlainString()));
    }
  }

  static void requireNotNegative(String field, BigDecimal value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          field + " must be 0 or above, was " + value.toPlainString());
    }
  }
}
