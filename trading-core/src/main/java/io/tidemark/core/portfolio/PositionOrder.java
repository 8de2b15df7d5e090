package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.ExitReason;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order of a position and what is known of it. Reports and fills may come in any order.
 *
 * @param cashPerUnit quote cash to keep for each unit that may still fill; 0 for an exit
 * @param status of the newest report
 * @param sequence of the newest report; 0 before the first
 * @param reportedFilled what the newest report says has traded
 * @param bookedFilled what the fills that have arrived add up to
 * @param cancelRequested whether a cancel was asked for
 * @param exitReason why it closes; null for an entry
 * @param limitPrice the worst price it may trade at; null for a market order or a stop
 * @param reason of the newest report; null for none
 * @param limit of an entry that is put as a limit; null otherwise
 */
public record PositionOrder(
    UUID clientOrderId,
    UUID positionId,
    InstrumentId instrument,
    OrderPurpose purpose,
    Side side,
    Quantity quantity,
    Money cashPerUnit,
    OrderStatus status,
    long sequence,
    Quantity reportedFilled,
    Quantity bookedFilled,
    boolean cancelRequested,
    @Nullable ExitReason exitReason,
    @Nullable Price limitPrice,
    @Nullable OrderReason reason,
    @Nullable LimitAttempt limit) {

  static PositionOrder entry(PlaceOrder intent, BigDecimal cashPerUnit) {
    return of(intent, cashPerUnit, null);
  }

  static PositionOrder exit(PlaceOrder intent, ExitReason reason) {
    return of(intent, BigDecimal.ZERO, reason);
  }

  private static PositionOrder of(
      PlaceOrder intent, BigDecimal cashPerUnit, @Nullable ExitReason exitReason) {
    return new PositionOrder(
        intent.clientOrderId(),
        intent.positionId(),
        intent.instrument(),
        intent.purpose(),
        intent.side(),
        intent.quantity(),
        new Money(cashPerUnit, intent.instrument().symbol().quote()),
        OrderStatus.INTENDED,
        0,
        Quantity.ZERO,
        Quantity.ZERO,
        false,
        exitReason,
        intent.limitPrice(),
        null,
        null);
  }

  /** Whether it has ended and every fill it is known to have has been booked. */
  public boolean isSettled() {
    return bookedFilled.compareTo(quantity) >= 0
        || (status.isTerminal() && bookedFilled.compareTo(reportedFilled) >= 0);
  }

  /** Whether it may wait for its price at the venue, and nobody has asked for it back. */
  boolean isWaiting() {
    return limitPrice != null && !cancelRequested && !status.isTerminal();
  }

  /** Whether all of it has traded. */
  public boolean isFilled() {
    return bookedFilled.compareTo(quantity) >= 0;
  }

  /** The cash to keep for what may still fill. */
  public Money reserved() {
    if (isSettled()) {
      return Money.zero(cashPerUnit.currency());
    }
    return new Money(cashPerUnit.amount().multiply(unfilled()), cashPerUnit.currency());
  }

  /** What may still fill, in base currency, 0 or above. */
  BigDecimal unfilled() {
    BigDecimal most = status.isTerminal() ? reportedFilled.value() : quantity.value();
    return most.subtract(bookedFilled.value()).max(BigDecimal.ZERO);
  }

  PositionOrder reported(OrderChanged report) {
    return new PositionOrder(
        clientOrderId,
        positionId,
        instrument,
        purpose,
        side,
        quantity,
        cashPerUnit,
        report.status(),
        report.sequence(),
        report.filled(),
        bookedFilled,
        cancelRequested,
        exitReason,
        limitPrice,
        report.reason(),
        limit);
  }

  PositionOrder booked(Quantity fill) {
    return with(bookedFilled.plus(fill), cancelRequested, limit);
  }

  PositionOrder cancelling() {
    return with(bookedFilled, true, limit);
  }

  PositionOrder trying(LimitAttempt attempt) {
    return with(bookedFilled, cancelRequested, attempt);
  }

  private PositionOrder with(Quantity booked, boolean cancelling, @Nullable LimitAttempt attempt) {
    return new PositionOrder(
        clientOrderId,
        positionId,
        instrument,
        purpose,
        side,
        quantity,
        cashPerUnit,
        status,
        sequence,
        reportedFilled,
        booked,
        cancelling,
        exitReason,
        limitPrice,
        reason,
        attempt);
  }
}
