package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;

/**
 * Closes positions. A request stands until it is fulfilled; at any time at most one exit order of a
 * position is out, for no more than is held. A request for a part can be raised, to a larger part
 * or to all, while its order is out: what the order leaves is closed by the next one. A limit for a
 * part is taken back when all is wanted.
 */
final class Exits {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;
  private final ExitPlacing placing;
  private final ProtectiveStops stops;

  Exits(PositionStageConfiguration configuration, PositionBook book, ProtectiveStops stops) {
    this.configuration = configuration;
    this.book = book;
    this.placing = new ExitPlacing(configuration, book);
    this.stops = stops;
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

  /**
   * Follows a fill of the entry: of what came in, a wish to close a part closes the part that it
   * closes of the rest.
   *
   * @param before the position without the fill
   */
  Position entered(Position before, Position position) {
    ExitRequest standing = position.exit();
    Quantity enteredBefore = before.entryQuantity();
    if (standing == null || standing.closesAll() || enteredBefore.isZero()) {
      return position;
    }
    Quantity more = position.entryQuantity().minus(enteredBefore);
    BigDecimal closed = enteredBefore.minus(standing.keep()).value();
    Quantity part =
        new Quantity(
                more.value()
                    .multiply(closed)
                    .divide(enteredBefore.value(), Ledger.SHARE_SCALE, RoundingMode.DOWN))
            .flooredTo(rules(position.origin().instrument()).quantityStep());
    return book.put(position.wanting(standing.keeping(standing.keep().plus(more.minus(part)))));
  }

  /** Wants an exit, whatever stands against sending it now: the request stays. */
  void request(Position position, ExitRequest request, StepEvents events) {
    Position wanting = book.put(position.wanting(request));
    PositionOrder entry = book.workingEntry(wanting);
    if (entry != null && !entry.cancelRequested() && !entry.status().isTerminal()) {
      takeBack(entry, request, events);
    }
    PositionOrder part = book.workingExit(wanting);
    if (request.closesAll() && part != null && part.isWaiting()) {
      takeBack(part, request, events);
    }
    proceed(wanting, request.decidedAt(), events);
  }

  private void takeBack(PositionOrder order, ExitRequest request, StepEvents events) {
    book.put(order.cancelling());
    events.cancel(order, request.causeId(), words(request), request.decidedAt());
  }

  /** Sends the next exit order of a standing request, unless something stands against it. */
  void proceed(Position position, Instant at, StepEvents events) {
    ExitRequest request = position.exit();
    if (request == null || book.workingExit(position) != null || position.ledger().isFlat()) {
      return;
    }
    PassingRefusals refusals = position.exitRefusals();
    if (hasGivenUp(position) || (refusals != null && refusals.isPausing(at))) {
      return;
    }
    if (book.isHalted()) {
      deny(position, request, DenialReason.HALTED, events);
      return;
    }
    // What ended its last order may have happened before it was raised, and be heard of later.
    Instant decided = request.decidedAt().isAfter(at) ? request.decidedAt() : at;
    if (!stops.isInTheWay(position, decided, events)) {
      send(position, request, decided, events);
    }
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
    boolean asAsked = order.isFilled() || order.cancelRequested();
    if (!asAsked && PassingRefusals.ended(order)) {
      refused(position, order, at, events);
      return;
    }
    int failed = asAsked ? 0 : position.failedExits() + 1;
    Position counted = book.put(position.exitsFailed(failed));
    if (failed >= placing.attempts(position)) {
      giveUp(
          counted,
          "%d exit orders ended unfilled, the last %s".formatted(failed, order.status()),
          at,
          events);
    } else {
      proceed(counted, at, events);
    }
  }

  /** Leaves the venue alone for a while; one refusal too many counts as a failed exit. */
  private void refused(Position position, PositionOrder order, Instant at, StepEvents events) {
    PassingRefusals refusals = PassingRefusals.after(position.exitRefusals(), at);
    int failed = position.failedExits() + (refusals.areTooMany(at) ? 1 : 0);
    String why =
        "%d exit orders in a row were refused, the last %s"
            .formatted(refusals.count(), order.reason());
    if (failed >= placing.attempts(position)) {
      giveUp(book.put(position.exitsFailed(failed)), why, at, events);
      return;
    }
    book.put(position.exitRefused(failed, refusals));
    events.riskState(
        position.origin().quoteCurrency(),
        "Position %s in %s is not closed yet: %s; the next is sent from %s on"
            .formatted(position.id(), position.origin().instrument(), why, refusals.until()),
        at);
  }

  /**
   * Tries again what the venue refused a while ago; nothing is sent while the account is halted.
   */
  void tryAgain(Instant at, StepEvents events) {
    if (book.isHalted()) {
      return;
    }
    for (Position position : book.due(at)) {
      proceed(book.put(position.tryingAgain(at)), at, events);
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
        position.failedExits() == 0 && position.exitRefusals() == null
            ? request.referencePrice()
            : book.lastPrice(instrument);
    if (isBelowMinimum(quantity, reference, rules)) {
      belowMinimum(position, request, toClose, at, events);
      return;
    }
    PlaceOrder order = placing.place(position, side, quantity, request, reference, at, events);
    book.put(PositionOrder.exit(order, request.reason()));
    Position exiting = book.put(position.exiting(order.clientOrderId()));
    events.changed(exiting, PositionChanged.Change.CLOSING, at);
  }

  /** What is left of a part stays with the position; what is left of all needs the operator. */
  private void belowMinimum(
      Position position, ExitRequest request, Quantity toClose, Instant at, StepEvents events) {
    if (request.closesAll()) {
      Position counted = book.put(position.exitsFailed(placing.attempts(position)));
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
    return position.failedExits() >= placing.attempts(position);
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
            working == null ? "none" : working.status().name(),
            "nextTry",
            nextTry(position)),
        request.decidedAt());
  }

  private static String nextTry(Position position) {
    PassingRefusals refusals = position.exitRefusals();
    return refusals == null || refusals.until() == null ? "none" : refusals.until().toString();
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
