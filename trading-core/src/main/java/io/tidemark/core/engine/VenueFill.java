package io.tidemark.core.engine;

import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.time.Instant;

/**
 * A fill as a venue tells it.
 *
 * @param venueTradeId the venue's id of the trade: a fill is known by it
 * @param quantity above 0
 * @param fee what the venue took; negative for a rebate
 * @param time by the venue's clock
 */
public record VenueFill(
    String venueTradeId,
    Price price,
    Quantity quantity,
    Money fee,
    Liquidity liquidity,
    Instant time) {

  /**
   * @throws IllegalArgumentException if the quantity is 0
   */
  public VenueFill {
    if (quantity.isZero()) {
      throw new IllegalArgumentException("quantity of " + venueTradeId + " must be above 0, was 0");
    }
  }
}
