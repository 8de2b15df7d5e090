package io.tidemark.core.portfolio;

import io.tidemark.core.signal.ScanStage;
import io.tidemark.model.PositionSide;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Decides what a signal means, given what its strategy holds in its instrument. */
final class Signals {

  private final PositionBook book;
  private final Entries entries;
  private final Exits exits;

  Signals(PositionBook book, Entries entries, Exits exits) {
    this.book = book;
    this.entries = entries;
    this.exits = exits;
  }

  /** Acts on a signal, or tells why not. One that was entered on changes nothing. */
  void on(SignalRaised signal, StepEvents events) {
    if (book.hasEnteredOn(signal.signalId())) {
      return;
    }
    switch (signal.type()) {
      case BUY -> turn(PositionSide.LONG, signal, events);
      case SELL -> turn(PositionSide.SHORT, signal, events);
      case CLOSE, PARTIAL_CLOSE -> close(signal, events);
      case HOLD -> {}
    }
  }

  private void turn(PositionSide side, SignalRaised signal, StepEvents events) {
    Optional<Position> own = own(signal);
    if (own.isEmpty()) {
      entries.open(signal, events);
    } else if (own.get().side() == side) {
      entries.add(own.get(), signal, events);
    } else {
      oppose(own.get(), signal, events);
    }
  }

  private void oppose(Position position, SignalRaised signal, StepEvents events) {
    ExitRequest exit = exit(signal);
    switch (position.terms().plan().oppositeSignal()) {
      case CLOSE -> exits.ask(position, exit, events);
      case REVERSE -> exits.ask(position, exit.reversing(signal), events);
      case IGNORE -> {
        if (isMeant(position, signal)) {
          exits.ask(position, exit, events);
        } else {
          deny(signal, DenialReason.OPPOSITE_SIGNAL_IGNORED, position, events);
        }
      }
    }
  }

  private void close(SignalRaised signal, StepEvents events) {
    Optional<Position> own = own(signal);
    if (own.isEmpty()) {
      deny(signal, DenialReason.NO_POSITION, Map.of("signal", signal.type().name()), events);
    } else if (isSided(signal) && !isMeant(own.get(), signal)) {
      deny(signal, DenialReason.NO_POSITION, own.get(), events);
    } else {
      close(own.get(), signal, events);
    }
  }

  private void close(Position position, SignalRaised signal, StepEvents events) {
    BigDecimal fraction = signal.closeFraction();
    if (signal.type() == SignalType.PARTIAL_CLOSE && fraction != null) {
      exits.askPart(position, fraction, exit(signal), events);
    } else {
      exits.ask(position, exit(signal), events);
    }
  }

  private Optional<Position> own(SignalRaised signal) {
    return book.live(signal.instrument()).stream()
        .filter(position -> position.origin().strategy().equals(signal.strategy()))
        .findFirst();
  }

  private static ExitRequest exit(SignalRaised signal) {
    return ExitRequest.all(
        ExitReason.SIGNAL, signal.signalId(), signal.referencePrice(), signal.eventTime());
  }

  /** Whether the signal says which side its exit rules mean. */
  private static boolean isSided(SignalRaised signal) {
    return signal.metadata().containsKey(ScanStage.CLOSES_LONG)
        || signal.metadata().containsKey(ScanStage.CLOSES_SHORT);
  }

  private static boolean isMeant(Position position, SignalRaised signal) {
    String key =
        position.side() == PositionSide.LONG ? ScanStage.CLOSES_LONG : ScanStage.CLOSES_SHORT;
    return signal.metadata().containsKey(key);
  }

  private static void deny(
      SignalRaised signal, DenialReason reason, Position position, StepEvents events) {
    deny(
        signal,
        reason,
        Map.of(
            "signal",
            signal.type().name(),
            "positionId",
            position.id().toString(),
            "side",
            position.side().name(),
            "exits.opposite_signal",
            position.terms().plan().oppositeSignal().name()),
        events);
  }

  private static void deny(
      SignalRaised signal, DenialReason reason, Map<String, String> context, StepEvents events) {
    events.denied(
        signal.instrument(),
        signal.strategy(),
        signal.signalId(),
        reason,
        context,
        signal.eventTime());
  }
}
