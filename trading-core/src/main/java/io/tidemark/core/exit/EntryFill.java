package io.tidemark.core.exit;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What was entered so far. Levels are percentages of its average price, and are compared on the
 * exact cost and quantity: the average itself is never rounded for it.
 *
 * @param cost what was paid (long) or received (short) for {@code quantity}, without fees, in quote
 *     currency, above 0
 * @param quantity what was bought (long) or sold (short), above 0
 */
public record EntryFill(BigDecimal cost, Quantity quantity) {

  /** Significant digits of a price that is shown and cannot be told exactly. */
  public static final MathContext DISPLAY = new MathContext(18, RoundingMode.HALF_EVEN);

  /**
   * @throws IllegalArgumentException if the cost or the quantity is not above 0
   */
  public EntryFill {
    if (cost.signum() <= 0) {
      throw new IllegalArgumentException("cost must be above 0, was " + cost.toPlainString());
    }
    if (quantity.isZero()) {
      throw new IllegalArgumentException("quantity must be above 0, was 0");
    }
  }

  /** A quantity that was entered at one price. */
  public static EntryFill at(Price price, Quantity quantity) {
    return new EntryFill(price.times(quantity), quantity);
  }

  /** The average price to {@link #DISPLAY} digits. */
  public Price averagePrice() {
    return new Price(cost.divide(quantity.value(), DISPLAY));
  }

  /** The average price, exactly. */
  Level average() {
    return new Level(cost, quantity.value());
  }
}
