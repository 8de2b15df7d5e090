package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.ExitReason;
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
    @Nullable ExitReason exitReason) {

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
        exitReason);
  }

  /** Whether it has ended and every fill it is known to have has been booked. */
  public boolean isSettled() {
    return bookedFilled.compareTo(quantity) >= 0
        || (status.isTerminal() && bookedFilled.compareTo(reportedFilled) >= 0);
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
    BigDecimal most = status.isTerminal() ? reportedFilled.value() : quantity.value();
    BigDecimal open = most.subtract(bookedFilled.value()).max(BigDecimal.ZERO);
    return new Money(cashPerUnit.amount().multiply(open), cashPerUnit.currency());
  }

  PositionOrder reported(OrderChanged report) {
    return with(report.status(), report.sequence(), report.filled(), bookedFilled, cancelRequested);
  }

  PositionOrder booked(Quantity fill) {
    return with(status, sequence, reportedFilled, bookedFilled.plus(fill), cancelRequested);
  }

  PositionOrder cancelling() {
    return with(status, sequence, reportedFilled, bookedFilled, true);
  }

  private PositionOrder with(
      OrderStatus newStatus,
      long newSequence,
      Quantity reported,
      Quantity booked,
      boolean cancelling) {
    return new PositionOrder(
        clientOrderId,
        positionId,
        instrument,
        purpose,
        side,
        quantity,
        cashPerUnit,
        newStatus,
        newSequence,
        reported,
        booked,
        cancelling,
        exitReason);
  }
}
