package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries out the operator's commands, and answers each. */
final class Commands {

  private final PositionBook book;
  private final Exits exits;
  private final LossGuard losses;

  Commands(PositionBook book, Exits exits, LossGuard losses) {
    this.book = book;
    this.exits = exits;
    this.losses = losses;
  }

  /** Carries out a command; one for another account changes nothing. */
  void on(ControlCommand command, StepEvents events) {
    AccountState account = book.account();
    if (command.account() != null && !command.account().equals(account.account())) {
      return;
    }
    switch (command.action()) {
      case PAUSE -> pause(command, events);
      case RESUME -> resume(command, events);
      case HALT -> {
        book.put(account.in(TradingState.HALTED, words(command)));
        events.acknowledged(command, words(command));
      }
      case CLOSE -> close(command, events);
      case ALLOW_NEXT -> allowNext(command, events);
      case SIZE_SCALE -> {
        BigDecimal factor = Objects.requireNonNull(command.factor());
        book.put(account.with(account.controls().scaled(factor)));
        events.acknowledged(
            command,
            "Sizes are multiplied by %s from now on: %s"
                .formatted(factor.toPlainString(), words(command)));
      }
      // What is read anew comes to a stage as another configuration.
      case RELOAD -> {}
    }
    losses.review(command.eventTime(), events);
  }

  /** Only the operator's own loosens a halt, under which not even exits are sent. */
  private void pause(ControlCommand command, StepEvents events) {
    InstrumentId instrument = command.instrument();
    if (instrument == null && book.isHalted() && !command.endsHalt()) {
      events.acknowledged(
          command, "The account stays halted, which is more than a pause: " + words(command));
      return;
    }
    book.put(
        instrument == null
            ? book.account().paused(words(command))
            : book.account().paused(instrument, true));
    trade(command, false, events);
  }

  private void resume(ControlCommand command, StepEvents events) {
    InstrumentId instrument = command.instrument();
    if (instrument == null) {
      losses.resumed();
    }
    book.put(
        instrument == null
            ? book.account().in(TradingState.ACTIVE, words(command))
            : book.account().paused(instrument, false));
    trade(command, true, events);
  }

  /** Tells the new state and carries out the exits that waited for it. */
  private void trade(ControlCommand command, boolean afresh, StepEvents events) {
    events.acknowledged(command, words(command));
    for (Position position : book.live()) {
      Position ready = afresh ? book.put(position.exitsFailed(0)) : position;
      exits.proceed(ready, command.eventTime(), events);
    }
  }

  /** Lets the next entry pass a pause; where there is none, it says so and allows nothing. */
  private void allowNext(ControlCommand command, StepEvents events) {
    AccountState account = book.account();
    InstrumentId instrument = command.instrument();
    Instant until = Objects.requireNonNull(command.until());
    boolean known = account.controls().knows(command.commandId());
    if (!known && !mayAllow(account, instrument)) {
      events.acknowledged(
          command, "Nothing is allowed, %s: %s".formatted(why(account), words(command)));
      return;
    }
    if (!known) {
      book.put(
          account.with(
              account
                  .controls()
                  .allowing(new AllowedEntry(command.commandId(), instrument, until, null))));
    }
    events.acknowledged(
        command, "One entry may pass until %s: %s".formatted(until, words(command)));
  }

  private static boolean mayAllow(AccountState account, @Nullable InstrumentId instrument) {
    boolean pausedInPart =
        instrument == null
            ? !account.pausedInstruments().isEmpty()
            : account.pausedInstruments().contains(instrument);
    return switch (account.tradingState()) {
      case ACTIVE -> pausedInPart;
      case REDUCING -> account.controls().paused();
      case HALTED -> false;
    };
  }

  private static String why(AccountState account) {
    return account.tradingState() == TradingState.ACTIVE
        ? "since nothing is paused"
        : "as the account is %s (%s)".formatted(account.tradingState(), account.stateReason());
  }

  private void close(ControlCommand command, StepEvents events) {
    List<Position> named = book.live().stream().filter(p -> isNamed(p, command)).toList();
    if (named.isEmpty()) {
      events.acknowledged(command, "Nothing to close: " + words(command));
    }
    for (Position position : named) {
      Price reference = book.lastPrice(position.origin().instrument());
      exits.ask(
          position,
          ExitRequest.all(ExitReason.MANUAL, command.commandId(), reference, command.eventTime()),
          events);
    }
  }

  private static boolean isNamed(Position position, ControlCommand command) {
    return (command.positionId() == null || command.positionId().equals(position.id()))
        && (command.instrument() == null
            || command.instrument().equals(position.origin().instrument()));
  }

  private static String words(ControlCommand command) {
    return "%s by %s: %s".formatted(command.action(), command.issuedBy(), command.reason());
  }
}
