package io.tidemark.model;

import java.math.BigDecimal;

/**
 * An amount of one currency; may be negative.
 *
 * @param amount held without trailing zeros
 * @param currency the code in upper case, such as {@code USD} or {@code BTC}
 */
public record Money(BigDecimal amount, String currency) {

  /**
   * @throws IllegalArgumentException if {@code currency} is not a code in upper case
   */
  public Money {
    Symbol.requireCode("currency", currency);
    amount = Decimals.canonical(amount);
  }

  public static Money zero(String currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  /** Parses a plain decimal such as {@code -12.5}. */
  public static Money of(String decimal, String currency) {
    return new Money(new BigDecimal(decimal), currency);
  }

  /**
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money plus(Money other) {
    return new Money(amount.add(sameCurrency(other).amount), currency);
  }

  /**
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money minus(Money other) {
    return new Money(amount.subtract(sameCurrency(other).amount), currency);
  }

  public Money negated() {
    return new Money(amount.negate(), currency);
  }

  public boolean isNegative() {
    return amount.signum() < 0;
  }

  private Money sameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "money must be of one currency, was " + currency + " and " + other.currency);
    }
    return other;
  }

  /** The plain decimal and the currency, such as {@code -12.5 USD}. */
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
