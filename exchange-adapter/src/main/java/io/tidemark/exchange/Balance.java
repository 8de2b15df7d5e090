package io.tidemark.exchange;

import io.tidemark.model.Money;

/**
 * What an account holds of one currency.
 *
 * @param total all of it
 * @param free what no open order holds
 */
public record Balance(Money total, Money free) {

  /**
   * @throws IllegalArgumentException if the currencies differ
   */
  public Balance {
    if (!total.currency().equals(free.currency())) {
      throw new IllegalArgumentException(
          "total and free must be of one currency, were %s and %s".formatted(total, free));
    }
  }

  /** The code of the currency. */
  public String currency() {
    return total.currency();
  }
}
