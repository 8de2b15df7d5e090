package io.tidemark.simulator.venue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who holds what. Every booking takes from one account what it gives to another, so the sum over
 * all accounts is zero in every asset at every moment; a customer's balance is never negative.
 */
final class Books {

  /** Where the starting balances came from. */
  static final String OPENING = "opening";

  /** All the others that customers trade with. */
  static final String MARKET = "market";

  /** What the venue earned. */
  static final String FEES = "fees";

  private final Map<String, Map<String, BigDecimal>> balances = new HashMap<>();

  /**
   * Books an amount from one account to another.
   *
   * @throws IllegalStateException if it would make a customer's balance negative
   */
  void transfer(String from, String to, String asset, BigDecimal amount) {
    add(from, asset, amount.negate());
    add(to, asset, amount);
  }

  private void add(String account, String asset, BigDecimal amount) {
    BigDecimal balance =
        balances
            .computeIfAbsent(account, a -> new TreeMap<>())
            .merge(asset, amount, BigDecimal::add);
    if (balance.signum() < 0 && !account.equals(OPENING) && !account.equals(MARKET)) {
      throw new IllegalStateException(
          "balance of %s in %s must not be negative, would be %s: a reservation was too small; "
                  .formatted(account, asset, balance.toPlainString())
              + "stop the venue and report its journal");
    }
  }

  BigDecimal balance(String account, String asset) {
    return of(account).getOrDefault(asset, BigDecimal.ZERO);
  }

  /** What an account holds, by Kraken's name of the asset. */
  Map<String, BigDecimal> of(String account) {
    return balances.getOrDefault(account, Map.of());
  }

  /** The sum over all accounts, by asset; zero unless the books are broken. */
  Map<String, BigDecimal> totals() {
    Map<String, BigDecimal> totals = new TreeMap<>();
    balances
        .values()
        .forEach(of -> of.forEach((asset, amount) -> totals.merge(asset, amount, BigDecimal::add)));
    return totals;
  }
}
