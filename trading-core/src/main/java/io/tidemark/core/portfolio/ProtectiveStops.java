package io.tidemark.core.portfolio;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.ExitReason;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stop orders of the venue that guard what is held while we may not be there to see to it, for
 * strategies that want them. A stop is for all that is held, at the level that the plan's stop had
 * at the entry; it is replaced when more or less is held. Our own exits come first: the stop is
 * taken back, and only once it is known to have ended is an exit sent. What it trades is an exit
 * with the reason STOP_LOSS.
 */
final class ProtectiveStops {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;

  ProtectiveStops(PositionStageConfiguration configuration, PositionBook book) {
    this.configuration = configuration;
    this.book = book;
  }

  /** Brings the stops of the positions that this step wrote to what is held. */
  void keep(Instant at, StepEvents events) {
    for (Position position : book.writtenLive()) {
      keep(position, at, events);
    }
  }

  private void keep(Position position, Instant at, StepEvents events) {
    Optional<Price> price = wanted(position);
    PositionOrder working = book.workingStop(position);
    if (working == null) {
      price.ifPresent(level -> place(position, level, at, events));
    } else if (price.isEmpty() || !working.quantity().equals(quantity(position))) {
      takeBack(working, at, events);
    }
  }

  /**
   * Takes a position's stop back, so that an exit can be sent.
   *
   * @return whether there is one that has not ended
   */
  boolean isInTheWay(Position position, Instant at, StepEvents events) {
    PositionOrder working = book.workingStop(position);
    if (working != null) {
      takeBack(working, at, events);
    }
    return working != null;
  }

  private void takeBack(PositionOrder working, Instant at, StepEvents events) {
    if (!working.cancelRequested() && !working.status().isTerminal()) {
      book.put(working.cancelling());
      events.cancel(
          working,
          Ids.of("stop-taken-back", working.clientOrderId()),
          "the stop at the venue is not wanted any more",
          at);
    }
  }

  /**
   * Follows a stop that has ended: one that the venue would not have is tried again after a pause
   * if the reason passes, and not at all otherwise. Either is told, as the position has no stop at
   * the venue until then.
   */
  Position ended(Position position, PositionOrder stop, Instant at, StepEvents events) {
    if (stop.cancelRequested() || stop.isFilled()) {
      return book.put(position.venueStopPausing(null));
    }
    PassingRefusals refusals = PassingRefusals.after(position.venueStopRefusals(), at);
    if (PassingRefusals.ended(stop) && !refusals.areTooMany(at)) {
      tellGone(
          position, stop, "the next is sent from %s on".formatted(refusals.until()), at, events);
      return book.put(position.venueStopPausing(refusals));
    }
    tellGone(position, stop, "no other is tried; the suite's own exits hold", at, events);
    return book.put(position.withoutVenueStop());
  }

  private static void tellGone(
      Position position, PositionOrder stop, String next, Instant at, StepEvents events) {
    events.riskState(
        position.origin().quoteCurrency(),
        "Position %s in %s has no stop at the venue, which ended it as %s (%s): %s"
            .formatted(
                position.id(),
                position.origin().instrument(),
                stop.status(),
                stop.reason() == null ? "no reason told" : stop.reason(),
                next),
        at);
  }

  /** Where a stop is wanted; empty for nowhere. */
  private Optional<Price> wanted(Position position) {
    StrategyDefinition strategy = configuration.strategies().get(position.origin().strategy());
    InstrumentRules rules = configuration.instruments().get(position.origin().instrument());
    if (strategy == null || rules == null || !strategy.execution().exits().venueStop()) {
      return Optional.empty();
    }
    PassingRefusals refusals = position.venueStopRefusals();
    boolean isPausing = refusals != null && refusals.isPausing();
    if (position.venueStopRefused() || isPausing || position.exit() != null || book.isHalted()) {
      return Optional.empty();
    }
    return position
        .entered()
        .flatMap(entry -> Optional.ofNullable(level(position, entry)))
        .map(level -> onTick(level, position, rules))
        .filter(level -> isEnough(position, level, rules));
  }

  private static @Nullable Price level(Position position, EntryFill entry) {
    return ExitEngine.stopPrice(position.terms(), entry, ExitProgress.start(entry.averagePrice()));
  }

  private static Price onTick(Price level, Position position, InstrumentRules rules) {
    boolean sells = position.ledger().held().signum() > 0;
    return level.value().compareTo(rules.tickSize()) < 0
        ? level
        : level.roundedTo(rules.tickSize(), sells ? RoundingMode.CEILING : RoundingMode.FLOOR);
  }

  private boolean isEnough(Position position, Price level, InstrumentRules rules) {
    Quantity quantity = quantity(position);
    return quantity.isPositive()
        && quantity.value().compareTo(rules.minimumQuantity()) >= 0
        && level.times(quantity).compareTo(rules.minimumCost()) >= 0;
  }

  private Quantity quantity(Position position) {
    InstrumentRules rules = configuration.instruments().get(position.origin().instrument());
    return rules == null ? Quantity.ZERO : position.quantity().flooredTo(rules.quantityStep());
  }

  private void place(Position position, Price level, Instant at, StepEvents events) {
    PositionOrigin origin = position.origin();
    PlaceOrder order =
        new PlaceOrder(
            Ids.of("order-stop", position.id(), position.venueStops() + 1),
            origin.run(),
            origin.account(),
            origin.instrument(),
            origin.strategy(),
            origin.positionId(),
            origin.signalId(),
            OrderPurpose.EXIT,
            origin.side().exitSide(),
            OrderType.STOP_LOSS,
            quantity(position),
            null,
            level,
            false,
            TimeInForce.GTC,
            "guards the position at %s".formatted(level),
            level,
            at,
            events.observedAt());
    events.place(order);
    book.put(PositionOrder.exit(order, ExitReason.STOP_LOSS));
    book.put(position.guardedBy(order.clientOrderId()));
  }
}
