package io.tidemark.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A price in units of the quote currency for one unit of the base currency.
 *
 * @param value above zero; held without trailing zeros
 */
public record Price(BigDecimal value) implements Comparable<Price> {

  /**
   * @throws IllegalArgumentException if {@code value} is zero or below
   */
  public Price {
    if (value.signum() <= 0) {
      throw new IllegalArgumentException("price must be above 0, was " + value.toPlainString());
    }
    value = Decimals.canonical(value);
  }

  /** Parses a plain decimal such as {@code 770.1}. */
  public static Price of(String decimal) {
    return new Price(new BigDecimal(decimal));
  }

  /** The cost of {@code quantity} at this price, in the quote currency. */
  public BigDecimal times(Quantity quantity) {
    return value.multiply(quantity.value());
  }

  /** The nearest multiple of {@code tick} in the direction of {@code mode}. */
  public Price roundedTo(BigDecimal tick, RoundingMode mode) {
    return new Price(value.divide(tick, 0, mode).multiply(tick));
  }

  public boolean isAbove(Price other) {
    return value.compareTo(other.value) > 0;
  }

  public boolean isBelow(Price other) {
    return value.compareTo(other.value) < 0;
  }

  /** The price for indicators and statistics; never for money. */
  public double toDouble() {
    return value.doubleValue();
  }

  @Override
  public int compareTo(Price other) {
    return value.compareTo(other.value);
  }

  /** The plain decimal, such as {@code 770.1}. */
  @Override
  public String toString() {
    return value.toPlainString();
  }
}
