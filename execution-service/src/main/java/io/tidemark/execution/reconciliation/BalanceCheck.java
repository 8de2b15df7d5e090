package io.tidemark.execution.reconciliation;

import io.tidemark.execution.reconciliation.Difference.Kind;
import io.tidemark.execution.venue.VenueBalance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what the venue says that an account holds with what its fills explain. */
final class BalanceCheck {

  /** After so many fills that explain the balances, they are followed from there on. */
  private static final int FILLS_FOLLOWED = 1_000;

  private final String account;
  private final BalanceLedger ledger;
  private final BigDecimal tolerance;
  private final Duration clockMargin;
  private @Nullable Beginning beginning;

  /** From where on balances would be followed if all that differs now were explained. */
  private record Beginning(SortedMap<String, BigDecimal> held, long fill) {}

  /**
   * @param clockMargin by which the venue's clock and ours may differ
   */
  BalanceCheck(String account, BalanceLedger ledger, BigDecimal tolerance, Duration clockMargin) {
    this.account = account;
    this.ledger = ledger;
    this.tolerance = tolerance;
    this.clockMargin = clockMargin;
  }

  /**
   * The currencies that differ; none the first time, when balances begin to be followed.
   *
   * @param at before the venue was asked
   */
  List<Difference> compare(List<VenueBalance> told, Instant at) {
    SortedMap<String, BigDecimal> theirs = totals(told);
    FollowedBalances followed = ledger.followed(account);
    Instant earliest = at.minus(clockMargin);
    if (!followed.isBegun()) {
      if (!followed.hasMovedSince(earliest)) {
        ledger.begin(account, theirs, followed.latest(), at);
      }
      return List.of();
    }
    FollowedBalances.Match match = followed.match(theirs, earliest, tolerance);
    SortedMap<String, BigDecimal> now = new TreeMap<>(theirs);
    match.since().forEach((currency, amount) -> now.merge(currency, amount, BigDecimal::add));
    beginning = new Beginning(now, followed.latest());
    if (match.differing().isEmpty() && followed.movements().size() >= FILLS_FOLLOWED) {
      acknowledge(at);
    }
    return match.differing().stream()
        .map(
            currency ->
                new Difference(
                    Kind.BALANCE,
                    currency,
                    text(match.ours().getOrDefault(currency, BigDecimal.ZERO)),
                    text(theirs.getOrDefault(currency, BigDecimal.ZERO)),
                    false))
        .toList();
  }

  /** What differed last was told; balances are followed from there on. */
  void acknowledge(Instant at) {
    Beginning from = beginning;
    if (from != null) {
      ledger.begin(account, from.held, from.fill, at);
    }
  }

  /** Whether a doubt is about a balance. */
  static boolean isOfBalance(String doubt) {
    return doubt.startsWith(Kind.BALANCE.name());
  }

  private static SortedMap<String, BigDecimal> totals(List<VenueBalance> told) {
    SortedMap<String, BigDecimal> totals = new TreeMap<>();
    told.forEach(balance -> totals.put(balance.currency(), balance.total()));
    return totals;
  }

  private static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
