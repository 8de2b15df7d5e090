package io.tidemark.core.portfolio;

import io.tidemark.model.Money;

/**
 * One quote currency of an account.
 *
 * @param initial what it started with
 * @param cash initial plus the cash flow of every booked fill, to the last unit
 * @param realisedPnl of what was closed
 * @param fees of all fills
 */
public record CashBalance(Money initial, Money cash, Money realisedPnl, Money fees) {

  static CashBalance of(Money initial) {
    Money zero = Money.zero(initial.currency());
    return new CashBalance(initial, initial, zero, zero);
  }

  /** The balance after a position's ledger went from {@code before} to {@code after}. */
  CashBalance booked(Ledger before, Ledger after) {
    return new CashBalance(
        initial,
        cash.plus(after.cashFlow().minus(before.cashFlow())),
        realisedPnl.plus(after.realisedPnl().minus(before.realisedPnl())),
        fees.plus(after.fees().minus(before.fees())));
  }
}
