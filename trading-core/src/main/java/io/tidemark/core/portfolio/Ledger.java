package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The fills of one position, as exact sums. Everything else is derived, so it depends on the set of
 * fills and not on the order they came in.
 *
 * <p>The realised result is that of the quantity that was both bought and sold. Its share of the
 * cost and of the fees is rounded to {@link #SHARE_SCALE} places while a part is open; once all is
 * closed it is the whole sum, so that results add up to the cash flow to the last unit.
 *
 * @param bought all that was bought
 * @param cost what it cost, without fees
 * @param buyFees what the venue took for the buys
 * @param sold all that was sold
 * @param proceeds what it brought, without fees
 * @param sellFees what the venue took for the sells
 * @param borrowing what was charged for borrowing what was sold short and bought back; null for
 *     nothing
 */
public record Ledger(
    Quantity bought,
    Money cost,
    Money buyFees,
    Quantity sold,
    Money proceeds,
    Money sellFees,
    @Nullable Money borrowing) {

  /** Decimal places of a share of a cost or fee while a part of the position is open. */
  public static final int SHARE_SCALE = 18;

  /** A ledger without fills in {@code quoteCurrency}. */
  public static Ledger empty(String quoteCurrency) {
    Money zero = Money.zero(quoteCurrency);
    return new Ledger(Quantity.ZERO, zero, zero, Quantity.ZERO, zero, zero, null);
  }

  /**
   * The ledger with one more fill.
   *
   * @throws IllegalArgumentException if the fee is in another currency
   */
  public Ledger booked(Side side, Price price, Quantity quantity, Money fee) {
    Money amount = new Money(price.times(quantity), cost.currency());
    return switch (side) {
      case BUY ->
          new Ledger(
              bought.plus(quantity),
              cost.plus(amount),
              buyFees.plus(fee),
              sold,
              proceeds,
              sellFees,
              borrowing);
      case SELL ->
          new Ledger(
              bought,
              cost,
              buyFees,
              sold.plus(quantity),
              proceeds.plus(amount),
              sellFees.plus(fee),
              borrowing);
    };
  }

  /**
   * The ledger with what borrowing cost of a part that was bought back.
   *
   * @param charged null for nothing
   */
  public Ledger charged(@Nullable Money charged) {
    return charged == null
        ? this
        : new Ledger(bought, cost, buyFees, sold, proceeds, sellFees, borrowCost().plus(charged));
  }

  /** What borrowing cost. */
  public Money borrowCost() {
    return borrowing == null ? Money.zero(cost.currency()) : borrowing;
  }

  /** What is held: above 0 for bought, below 0 for sold. */
  public BigDecimal held() {
    return bought.value().subtract(sold.value());
  }

  /** Whether nothing is held. */
  public boolean isFlat() {
    return bought.equals(sold);
  }

  /** Whether nothing was ever traded. */
  public boolean isEmpty() {
    return bought.isZero() && sold.isZero();
  }

  /** What the fills did to the account's quote cash. */
  public Money cashFlow() {
    return proceeds.minus(cost).minus(fees()).minus(borrowCost());
  }

  public Money fees() {
    return buyFees.plus(sellFees);
  }

  /** All that was bought, or sold. */
  public Quantity quantity(Side side) {
    return side == Side.BUY ? bought : sold;
  }

  /** What that cost, or brought, without fees. */
  public Money amount(Side side) {
    return side == Side.BUY ? cost : proceeds;
  }

  /** The fees of the buys, or of the sells. */
  public Money fees(Side side) {
    return side == Side.BUY ? buyFees : sellFees;
  }

  /** Of what the buys cost, or the sells brought, the share of what the other side left open. */
  Money openShare(Side side) {
    Quantity open = quantity(side).minus(bought.min(sold));
    return share(amount(side), open, quantity(side));
  }

  /**
   * Of what the entries of a position cost with their fees, or brought without them, the share of
   * the {@code closed} first units; of all, if fewer were entered.
   */
  public Money entryShare(PositionSide side, Quantity closed) {
    Quantity entered = quantity(side.entrySide());
    Money whole = side == PositionSide.LONG ? cost.plus(buyFees) : proceeds.minus(sellFees);
    return entered.isZero() ? whole : share(whole, closed.min(entered), entered);
  }

  /**
   * The result of what was closed, after its exit fees, its share of the entry fees and borrowing.
   */
  public Money realisedPnl() {
    Quantity closed = bought.min(sold);
    Money in = share(proceeds.minus(sellFees), closed, sold);
    Money out = share(cost.plus(buyFees), closed, bought);
    return in.minus(out).minus(borrowCost());
  }

  /** The average price of the buys or sells to {@link EntryFill#DISPLAY} digits; null for none. */
  public @Nullable Price averagePrice(Side side) {
    Quantity quantity = quantity(side);
    return quantity.isZero()
        ? null
        : new Price(amount(side).amount().divide(quantity.value(), EntryFill.DISPLAY));
  }

  private static Money share(Money total, Quantity part, Quantity whole) {
    if (part.equals(whole)) {
      return total;
    }
    BigDecimal amount =
        total
            .amount()
            .multiply(part.value())
            .divide(whole.value(), SHARE_SCALE, RoundingMode.HALF_EVEN);
    return new Money(amount, total.currency());
  }
}
