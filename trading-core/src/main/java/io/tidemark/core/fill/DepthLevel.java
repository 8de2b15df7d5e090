package io.tidemark.core.fill;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;

/**
 * What others display at one price.
 *
 * @param quantity above zero
 */
public record DepthLevel(Price price, Quantity quantity) {

  /**
   * @throws IllegalArgumentException if the quantity is 0
   */
  public DepthLevel {
    if (quantity.isZero()) {
      throw new IllegalArgumentException("quantity at " + price + " must be above 0, was 0");
    }
  }
}
