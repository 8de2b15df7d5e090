package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Closes positions. A request stands until it is fulfilled; at any time at most one exit order of a
 * position is out, for no more than is held. A request for a part can be raised, to a larger part
 * or to all, while its order is out: what the order leaves is closed by the next one.
 */
final class Exits {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;

  Exits(PositionStageConfiguration configuration, PositionBook book) {
    this.configuration = configuration;
    this.book = book;
  }

  /** Asks for all of a position on behalf of a signal or command; tells why if it is in vain. */
  void ask(Position position, ExitRequest request, StepEvents events) {
    if (book.isHalted()) {
      deny(position, request, DenialReason.HALTED, events);
    } else if (position.isClosing() && !hasGivenUp(position)) {
      deny(position, request, DenialReason.EXIT_IN_PROGRESS, events);
    } else {
      request(book.put(position.exitsFailed(0)), request, events);
    }
  }

  /** Likewise for a fraction of the original quantity. */
  void askPart(Position position, BigDecimal fraction, ExitRequest whole, StepEvents events) {
    if (book.isHalted()) {
      deny(position, whole, DenialReason.HALTED, events);
    } else if (position.exit() != null && !hasGivenUp(position)) {
      deny(position, whole, DenialReason.EXIT_IN_PROGRESS, events);
    } else {
      requestPart(position.exitsFailed(0), fraction, whole, events);
    }
  }

  /**
   * Wants an exit of a fraction of the original quantity, beyond what is wanted already; of all, if
   * the venue would not take the rest as an order of its own. A part that the venue would not take
   * stays with the position until the next exit.
   */
  void requestPart(Position position, BigDecimal fraction, ExitRequest whole, StepEvents events) {
    InstrumentRules rules = rules(position.origin().instrument());
    ExitRequest standing = position.exit();
    Quantity left = standing == null ? position.quantity() : standing.keep();
    Quantity part =
        new Quantity(position.entryQuantity().value().multiply(fraction))
            .flooredTo(rules.quantityStep())
            .min(left);
    Quantity rest = left.minus(part);
    if (isBelowMinimum(part, whole.referencePrice(), rules)) {
      deny(position, whole, DenialReason.BELOW_MINIMUM_QUANTITY, events);
    } else {
      boolean closesAll = isBelowMinimum(rest, whole.referencePrice(), rules);
      request(position, closesAll ? whole : whole.keeping(rest), events);
    }
  }

  /** Wants an exit, whatever stands against sending it now: the request stays. */
  void request(Position position, ExitRequest request, StepEvents events) {
    Position wanting = book.put(position.wanting(request));
    PositionOrder entry = book.workingEntry(wanting);
    if (entry != null && !entry.cancelRequested() && !entry.status().isTerminal()) {
      book.put(entry.cancelling());
      events.cancel(entry, request.causeId(), words(request), request.decidedAt());
    }
    proceed(wanting, request.decidedAt(), events);
  }

  /** Sends the next exit order of a standing request, unless something stands against it. */
  void proceed(Position position, Instant at, StepEvents events) {
    ExitRequest request = position.exit();
    if (request == null || book.workingExit(position) != null || position.ledger().isFlat()) {
      return;
    }
    if (hasGivenUp(position)) {
      return;
    }
    if (book.isHalted()) {
      deny(position, request, DenialReason.HALTED, events);
      return;
    }
    send(position, request, at, events);
  }

  /** Follows an exit order that has ended with all its fills booked. */
  void settled(Position position, PositionOrder order, Instant at, StepEvents events) {
    ExitRequest request = position.exit();
    if (request == null) {
      return;
    }
    if (!request.closesAll() && position.quantity().compareTo(request.keep()) <= 0) {
      book.put(position.partlyClosed());
      return;
    }
    int failed = order.isFilled() ? 0 : position.failedExits() + 1;
    Position counted = book.put(position.exitsFailed(failed));
    if (failed >= configuration.maxExitAttempts()) {
      giveUp(
          counted,
          "%d exit orders ended unfilled, the last %s".formatted(failed, order.status()),
          at,
          events);
    } else {
      proceed(counted, at, events);
    }
  }

  private void send(Position position, ExitRequest request, Instant at, StepEvents events) {
    BigDecimal held = position.ledger().held();
    Side side = held.signum() > 0 ? Side.SELL : Side.BUY;
    Quantity toClose =
        new Quantity(held.abs().subtract(request.keep().value()).max(BigDecimal.ZERO));
    InstrumentId instrument = position.origin().instrument();
    InstrumentRules rules = rules(instrument);
    Quantity quantity = toClose.flooredTo(rules.quantityStep());
    Price reference =
        position.failedExits() == 0 ? request.referencePrice() : book.lastPrice(instrument);
    if (isBelowMinimum(quantity, reference, rules)) {
      belowMinimum(position, request, toClose, at, events);
      return;
    }
    PlaceOrder order =
        events.place(
            position.origin(),
            OrderPurpose.EXIT,
            position.exitOrders() + 1,
            side,
            quantity,
            request.causeId(),
            words(request),
            reference,
            at);
    book.put(PositionOrder.exit(order, request.reason()));
    Position exiting = book.put(position.exiting(order.clientOrderId()));
    events.changed(exiting, PositionChanged.Change.CLOSING, at);
  }

  /** What is left of a part stays with the position; what is left of all needs the operator. */
  private void belowMinimum(
      Position position, ExitRequest request, Quantity toClose, Instant at, StepEvents events) {
    if (request.closesAll()) {
      Position counted = book.put(position.exitsFailed(configuration.maxExitAttempts()));
      giveUp(counted, "%s is below the venue's minimum".formatted(toClose), at, events);
    } else {
      book.put(position.partlyClosed());
      deny(position, request, DenialReason.BELOW_MINIMUM_QUANTITY, events);
    }
  }

  /** No more exits are sent by themselves: the account only reduces until the operator resumes. */
  private void giveUp(Position position, String why, Instant at, StepEvents events) {
    String reason =
        "Position %s in %s is not closed: %s; close it at the venue or resume to try again"
            .formatted(position.id(), position.origin().instrument(), why);
    TradingState state = book.isHalted() ? TradingState.HALTED : TradingState.REDUCING;
    book.put(book.account().in(state, reason));
    events.riskState(position.origin().quoteCurrency(), reason, at);
  }

  private boolean hasGivenUp(Position position) {
    return position.failedExits() >= configuration.maxExitAttempts();
  }

  private void deny(
      Position position, ExitRequest request, DenialReason reason, StepEvents events) {
    PositionOrder working = book.workingExit(position);
    events.denied(
        position.origin().instrument(),
        position.origin().strategy(),
        request.causeId(),
        reason,
        Map.of(
            "positionId",
            position.id().toString(),
            "exitReason",
            request.reason().name(),
            "workingExit",
            working == null ? "none" : working.status().name()),
        request.decidedAt());
  }

  private static boolean isBelowMinimum(Quantity quantity, Price price, InstrumentRules rules) {
    return quantity.isZero()
        || quantity.value().compareTo(rules.minimumQuantity()) < 0
        || price.times(quantity).compareTo(rules.minimumCost()) < 0;
  }

  private InstrumentRules rules(InstrumentId instrument) {
    InstrumentRules rules = configuration.instruments().get(instrument);
    if (rules == null) {
      throw new IllegalStateException(
          "A position is open in %s, whose rules are not configured; add it and start again"
              .formatted(instrument));
    }
    return rules;
  }

  private static String words(ExitRequest request) {
    return "%s at %s".formatted(request.reason(), request.referencePrice());
  }
}
