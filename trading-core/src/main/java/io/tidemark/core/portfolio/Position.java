package io.tidemark.core.portfolio;

import io.tidemark.core.exit.ExitLevels;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.PositionSide;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One position, from the decision to its end and beyond: a late fill reopens it.
 *
 * @param exits the exits of its strategy when it was decided; a later configuration does not touch
 *     it
 * @param entryOrderId the order that opens it
 * @param openedAt the earliest entry fill; null before
 * @param closedAt when it ended; null while it has not
 * @param exitReason why it ended, or is ending; null otherwise
 * @param exit what is still to be closed; null for nothing
 * @param exitOrderId its last exit order; null before the first
 * @param exitOrders how many exit orders were asked for
 * @param failedExits how many of them in a row ended with something unfilled
 */
public record Position(
    PositionOrigin origin,
    ExitPlan exits,
    UUID entryOrderId,
    Ledger ledger,
    PositionStatus status,
    @Nullable Instant openedAt,
    @Nullable Instant closedAt,
    @Nullable ExitReason exitReason,
    @Nullable ExitRequest exit,
    @Nullable UUID exitOrderId,
    int exitOrders,
    int failedExits) {

  static Position requested(PositionOrigin origin, ExitPlan exits) {
    return new Position(
        origin,
        exits,
        origin.clientOrderId(OrderPurpose.ENTRY, 1),
        Ledger.empty(origin.quoteCurrency()),
        PositionStatus.OPENING,
        null,
        null,
        null,
        null,
        null,
        0,
        0);
  }

  /** Its id. */
  public UUID id() {
    return origin.positionId();
  }

  /** Whether it is open, opening or closing. */
  public boolean isLive() {
    return status != PositionStatus.CLOSED;
  }

  /** What is held in the direction of its side; 0 if more was closed than opened. */
  public Quantity quantity() {
    boolean isLong = origin.side() == PositionSide.LONG;
    var held = isLong ? ledger.held() : ledger.held().negate();
    return held.signum() > 0 ? new Quantity(held) : Quantity.ZERO;
  }

  /** What was bought (long) or sold (short) to open it. */
  public Quantity entryQuantity() {
    return origin.side() == PositionSide.LONG ? ledger.bought() : ledger.sold();
  }

  /** Its stop and target; empty before the first fill. */
  public Optional<ExitLevels> levels() {
    var cost = origin.side() == PositionSide.LONG ? ledger.cost() : ledger.proceeds();
    return entryQuantity().isZero()
        ? Optional.empty()
        : Optional.of(new ExitLevels(origin.side(), cost.amount(), entryQuantity(), exits));
  }

  /** Whether prices are to be checked: something is held and no exit is wanted yet. */
  boolean watchesPrices() {
    return isLive() && exit == null && quantity().isPositive();
  }

  Position booked(Ledger after, @Nullable Instant opened) {
    PositionStatus now = status == PositionStatus.OPENING ? PositionStatus.OPEN : status;
    return with(after, now, opened, exit, exitReason, exitOrderId, exitOrders, failedExits);
  }

  Position reopened() {
    return with(ledger, PositionStatus.OPEN, openedAt, null, null, exitOrderId, exitOrders, 0);
  }

  Position wanting(ExitRequest request) {
    return with(
        ledger, status, openedAt, request, request.reason(), exitOrderId, exitOrders, failedExits);
  }

  Position exiting(UUID orderId) {
    return with(
        ledger,
        PositionStatus.CLOSING,
        openedAt,
        exit,
        exitReason,
        orderId,
        exitOrders + 1,
        failedExits);
  }

  Position exitsFailed(int failed) {
    return with(ledger, status, openedAt, exit, exitReason, exitOrderId, exitOrders, failed);
  }

  Position partlyClosed() {
    return with(ledger, PositionStatus.OPEN, openedAt, null, null, exitOrderId, exitOrders, 0);
  }

  Position closed(Instant at) {
    return new Position(
        origin,
        exits,
        entryOrderId,
        ledger,
        PositionStatus.CLOSED,
        openedAt,
        at,
        exitReason,
        null,
        exitOrderId,
        exitOrders,
        0);
  }

  private Position with(
      Ledger newLedger,
      PositionStatus newStatus,
      @Nullable Instant opened,
      @Nullable ExitRequest request,
      @Nullable ExitReason reason,
      @Nullable UUID lastExitOrder,
      int exitOrderCount,
      int failed) {
    return new Position(
        origin,
        exits,
        entryOrderId,
        newLedger,
        newStatus,
        opened,
        null,
        reason,
        request,
        lastExitOrder,
        exitOrderCount,
        failed);
  }
}
