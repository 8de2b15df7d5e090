package io.tidemark.core.exit;

import io.tidemark.model.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A price as the fraction {@code amount / units}, so that it is exact. It may be 0 or below, where
 * nothing ever trades.
 *
 * @param units above 0
 */
record Level(BigDecimal amount, BigDecimal units) {

  static Level of(Price price) {
    return new Level(price.value(), BigDecimal.ONE);
  }

  /** This price times {@code factor} over {@code divisor}, which is above 0. */
  Level scaled(BigDecimal factor, BigDecimal divisor) {
    return new Level(amount.multiply(factor), units.multiply(divisor));
  }

  Level plus(BigDecimal distance) {
    return new Level(amount.add(distance.multiply(units)), units);
  }

  /** Below 0, 0 or above 0 if this is below, at or above {@code other}. */
  int compare(Level other) {
    return amount.multiply(other.units).compareTo(other.amount.multiply(units));
  }

  /** The same for a price that was traded. */
  int compare(Price price) {
    return amount.compareTo(price.value().multiply(units));
  }

  /** Whether something can trade here. */
  boolean isPositive() {
    return amount.signum() > 0;
  }

  /**
   * The price, rounded to {@link EntryFill#DISPLAY} digits if it is a fraction that they cannot
   * tell.
   *
   * @throws IllegalArgumentException unless it {@link #isPositive}
   */
  Price price(RoundingMode rounding) {
    return new Price(
        units.compareTo(BigDecimal.ONE) == 0
            ? amount
            : amount.divide(units, new MathContext(EntryFill.DISPLAY.getPrecision(), rounding)));
  }
}
