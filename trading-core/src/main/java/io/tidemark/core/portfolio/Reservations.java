package io.tidemark.core.portfolio;

import io.tidemark.model.Money;
import java.util.HashMap;
import java.util.Map;

/**
 * Quote cash set aside, for entries that are out and for what was sold short, as exact sums that
 * are kept up to date.
 */
final class Reservations {

  private final Map<String, Money> sums = new HashMap<>();

  void add(Money reserved) {
    sums.merge(reserved.currency(), reserved, Money::plus);
  }

  void release(Money reserved) {
    add(reserved.negated());
  }

  Money of(String currency) {
    return sums.getOrDefault(currency, Money.zero(currency));
  }
}
