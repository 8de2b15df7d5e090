package io.tidemark.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of the base currency.
 *
 * @param value zero or above; held without trailing zeros
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {

  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

  /**
   * @throws IllegalArgumentException if {@code value} is below zero
   */
  public Quantity {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          "quantity must be 0 or above, was " + value.toPlainString());
    }
    value = Decimals.canonical(value);
  }

  /** Parses a plain decimal such as {@code 0.25}. */
  public static Quantity of(String decimal) {
    return new Quantity(new BigDecimal(decimal));
  }

  public Quantity plus(Quantity other) {
    return new Quantity(value.add(other.value));
  }

  /**
   * @throws IllegalArgumentException if {@code other} is more than this
   */
  public Quantity minus(Quantity other) {
    return new Quantity(value.subtract(other.value));
  }

  public Quantity min(Quantity other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The largest multiple of {@code step} that is not above this quantity. */
  public Quantity flooredTo(BigDecimal step) {
    return new Quantity(value.divide(step, 0, RoundingMode.FLOOR).multiply(step));
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public boolean isPositive() {
    return value.signum() > 0;
  }

  /** The quantity for indicators and statistics; never for money. */
  public double toDouble() {
    return value.doubleValue();
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  /** The plain decimal, such as {@code 0.25}. */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
