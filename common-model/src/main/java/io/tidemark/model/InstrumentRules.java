package io.tidemark.model;

import java.math.BigDecimal;

/**
 * What a venue asks of an order's numbers. An order that breaks them is denied here, not sent.
 *
 * @param tickSize the smallest step of a price, above 0
 * @param quantityStep the smallest step of a quantity, above 0
 * @param minimumQuantity the smallest order in base currency, 0 or above
 * @param minimumCost the smallest order in quote currency, 0 or above
 * @param takerFeeRate fraction of notional a taker pays, such as 0.0026
 * @param makerFeeRate fraction of notional a maker pays, such as 0.0016
 */
public record InstrumentRules(
    BigDecimal tickSize,
    BigDecimal quantityStep,
    BigDecimal minimumQuantity,
    BigDecimal minimumCost,
    BigDecimal takerFeeRate,
    BigDecimal makerFeeRate) {

  /**
   * @throws IllegalArgumentException if a step is not above 0, or a minimum is below 0
   */
  public InstrumentRules {
    requirePositive("tickSize", tickSize);
    requirePositive("quantityStep", quantityStep);
    requireNotNegative("minimumQuantity", minimumQuantity);
    requireNotNegative("minimumCost", minimumCost);
    tickSize = Decimals.canonical(tickSize);
    quantityStep = Decimals.canonical(quantityStep);
    minimumQuantity = Decimals.canonical(minimumQuantity);
    minimumCost = Decimals.canonical(minimumCost);
    takerFeeRate = Decimals.canonical(takerFeeRate);
    makerFeeRate = Decimals.canonical(makerFeeRate);
  }

  private static void requirePositive(String field, BigDecimal value) {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException(field + " must be above 0, was " + value.toPlainString());
    }
  }

  private static void requireNotNegative(String field, BigDecimal value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          field + " must be 0 or above, was " + value.toPlainString());
    }
  }
}
