package io.tidemark.core.portfolio;

import io.tidemark.core.exit.ShortTerms;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a short owes for what it has borrowed: the daily rate of what the open part was sold for,
 * for the time from fill to fill. It is charged when a part is bought back, that part's share of
 * all that is owed; the last part takes the rest, so that nothing is left. Accruals and shares are
 * rounded to {@link Ledger#SHARE_SCALE} places, half to even.
 */
final class Borrowing {

  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(Duration.ofDays(1).toMillis());

  private final BigDecimal rate;
  private BigDecimal open = BigDecimal.ZERO;
  private BigDecimal soldFor = BigDecimal.ZERO;
  private BigDecimal owed = BigDecimal.ZERO;
  private Instant since;

  private Borrowing(BigDecimal rate, Instant since) {
    this.rate = rate;
    this.since = since;
  }

  /**
   * What buying a part back is charged with; empty for nothing.
   *
   * @param fills of the position so far, in the order they were booked
   * @param at not before them
   */
  static Optional<Money> charge(
      Position position, List<BookedFill> fills, Quantity part, Instant at) {
    ShortTerms terms = position.terms().shorting();
    if (terms == null || terms.borrowRateDaily().signum() == 0 || fills.isEmpty()) {
      return Optional.empty();
    }
    Borrowing borrowing = new Borrowing(terms.borrowRateDaily(), fills.getFirst().eventTime());
    fills.forEach(borrowing::take);
    BigDecimal charged = borrowing.bringBack(part.value(), at);
    return charged.signum() == 0
        ? Optional.empty()
        : Optional.of(new Money(charged, position.origin().quoteCurrency()));
  }

  private void take(BookedFill fill) {
    if (fill.side() == PositionSide.SHORT.entrySide()) {
      accrue(fill.eventTime());
      open = open.add(fill.quantity().value());
      soldFor = soldFor.add(fill.price().times(fill.quantity()));
    } else {
      bringBack(fill.quantity().value(), fill.eventTime());
    }
  }

  private BigDecimal bringBack(BigDecimal quantity, Instant at) {
    accrue(at);
    if (quantity.compareTo(open) >= 0) {
      BigDecimal all = owed;
      open = BigDecimal.ZERO;
      soldFor = BigDecimal.ZERO;
      owed = BigDecimal.ZERO;
      return all;
    }
    BigDecimal charged = share(owed, quantity);
    soldFor = soldFor.subtract(share(soldFor, quantity));
    owed = owed.subtract(charged);
    open = open.subtract(quantity);
    return charged;
  }

  private BigDecimal share(BigDecimal whole, BigDecimal quantity) {
    return whole.multiply(quantity).divide(open, Ledger.SHARE_SCALE, RoundingMode.HALF_EVEN);
  }

  private void accrue(Instant to) {
    if (to.isAfter(since)) {
      BigDecimal millis = BigDecimal.valueOf(Duration.between(since, to).toMillis());
      owed =
          owed.add(
              soldFor
                  .multiply(rate)
                  .multiply(millis)
                  .divide(DAY_MILLIS, Ledger.SHARE_SCALE, RoundingMode.HALF_EVEN));
      since = to;
    }
  }
}
