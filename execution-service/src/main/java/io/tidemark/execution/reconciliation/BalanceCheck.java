package io.tidemark.execution.reconciliation;

import io.tidemark.execution.reconciliation.Difference.Kind;
import io.tidemark.execution.venue.VenueBalance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what the venue says that an account holds with what its fills explain. */
final class BalanceCheck {

  /** After so many fills that explain the balances, they are followed from there on. */
  private static final int FILLS_FOLLOWED = 1_000;

  private final String account;
  private final BalanceLedger ledger;
  private final BigDecimal tolerance;

  BalanceCheck(String account, BalanceLedger ledger, BigDecimal tolerance) {
    this.account = account;
    this.ledger = ledger;
    this.tolerance = tolerance;
  }

  /** The currencies that differ; none the first time, when balances begin to be followed. */
  List<Difference> compare(List<VenueBalance> held, Instant at) {
    if (!ledger.hasBegun(account)) {
      ledger.begin(account, held, at);
      return List.of();
    }
    List<Difference> differences = differences(ledger.expected(account), totals(held));
    if (differences.isEmpty() && ledger.fillsFollowed(account) >= FILLS_FOLLOWED) {
      ledger.begin(account, held, at);
    }
    return differences;
  }

  private List<Difference> differences(
      Map<String, BigDecimal> expected, Map<String, BigDecimal> held) {
    SortedSet<String> currencies = new TreeSet<>(expected.keySet());
    currencies.addAll(held.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String currency : currencies) {
      BigDecimal ours = expected.getOrDefault(currency, BigDecimal.ZERO);
      BigDecimal theirs = held.getOrDefault(currency, BigDecimal.ZERO);
      if (theirs.subtract(ours).abs().compareTo(tolerance) > 0) {
        differences.add(new Difference(Kind.BALANCE, currency, text(ours), text(theirs), false));
      }
    }
    return differences;
  }

  /** The difference was told; balances are followed from here on. */
  void acknowledge(List<VenueBalance> held, Instant at) {
    ledger.begin(account, held, at);
  }

  /** Whether a doubt is about a balance. */
  static boolean isOfBalance(String doubt) {
    return doubt.startsWith(Kind.BALANCE.name());
  }

  private static SortedMap<String, BigDecimal> totals(List<VenueBalance> held) {
    SortedMap<String, BigDecimal> totals = new TreeMap<>();
    held.forEach(balance -> totals.put(balance.currency(), balance.total()));
    return totals;
  }

  private static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
