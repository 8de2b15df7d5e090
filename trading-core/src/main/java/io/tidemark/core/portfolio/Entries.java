package io.tidemark.core.portfolio;

import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.risk.Sizing;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.PositionSide;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Decides entries: the gates in their order, the size, the order. */
final class Entries {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;
  private final EntryOrders orders;
  private final EntryGuards guards;
  private final EntrySizing sizing;
  private final EntryStates states;

  Entries(
      PositionStageConfiguration configuration,
      PositionBook book,
      EntryOrders orders,
      EntryGuards guards) {
    this.configuration = configuration;
    this.book = book;
    this.orders = orders;
    this.guards = guards;
    this.sizing = new EntrySizing(configuration, book, guards);
    this.states = new EntryStates(book, guards);
  }

  /** Opens a position, long for BUY and short for SELL, or tells why not. */
  void open(SignalRaised signal, StepEvents events) {
    open(signal, signal.eventTime(), events);
  }

  /**
   * Likewise once the position that a signal opposed is closed: nothing is entered before.
   *
   * @param closedAt when its last part was, in market time
   */
  void reverse(SignalRaised signal, Instant closedAt, StepEvents events) {
    Instant decided = signal.eventTime();
    open(signal, closedAt.isBefore(decided) ? decided : closedAt, events);
  }

  private void open(SignalRaised signal, Instant at, StepEvents events) {
    Optional<Sizing.Refused> refusal =
        gate(signal, events)
            .or(() -> onePerInstrument(signal))
            .or(this::accountMaximum)
            .or(() -> strategyMaximum(signal))
            .or(() -> guards.check(candidate(signal), strategy(signal)));
    switch (refusal.isPresent() ? refusal.get() : size(signal, Optional.empty())) {
      case Sizing.Sized sized -> request(signal, sized, at, events);
      case Sizing.Refused refused -> deny(signal, refused, events);
    }
  }

  /** Adds to a position of the signal's strategy and side, or tells why not. */
  void add(Position position, SignalRaised signal, StepEvents events) {
    Optional<Sizing.Refused> refusal =
        gate(signal, events)
            .or(() -> mayBeAddedTo(position, signal))
            .or(() -> guards.check(candidate(signal), strategy(signal)));
    switch (refusal.isPresent() ? refusal.get() : size(signal, Optional.of(position))) {
      case Sizing.Sized sized -> requestMore(position, signal, sized, events);
      case Sizing.Refused refused -> deny(signal, refused, events);
    }
  }

  private static void deny(SignalRaised signal, Sizing.Refused refused, StepEvents events) {
    events.denied(
        signal.instrument(),
        signal.strategy(),
        signal.signalId(),
        refused.reason(),
        refused.context(),
        signal.eventTime());
  }

  private Optional<Sizing.Refused> gate(SignalRaised signal, StepEvents events) {
    return knownStrategy(signal)
        .or(() -> knownInstrument(signal))
        .or(() -> side(signal))
        .or(() -> exitsAreDefined(signal))
        .or(() -> tradingState(signal))
        .or(() -> age(signal, events))
        .or(() -> orders.refusal(strategy(signal), signal));
  }

  private Optional<Sizing.Refused> side(SignalRaised signal) {
    return sideOf(signal) == PositionSide.LONG || configuration.shortsAllowed()
        ? Optional.empty()
        : refuse(
            DenialReason.SHORT_NOT_ALLOWED,
            Map.of("signal", signal.type().name(), "risk.allow_short", "false"));
  }

  private Optional<Sizing.Refused> exitsAreDefined(SignalRaised signal) {
    ExitPlan plan = strategy(signal).exits();
    BigDecimal feeRate = rules(signal).takerFeeRate();
    if (ExitTerms.stopsWithinFees(plan, feeRate)) {
      return refuse(
          DenialReason.STOP_WITHIN_FEES,
          Map.of(
              "exits.stop_loss_pct",
              String.valueOf(plan.stopLossPct()),
              "feeRate",
              feeRate.toPlainString()));
    }
    return EntryTerms.missing(plan, signal)
        .flatMap(missing -> refuse(DenialReason.MISSING_RANGE, Map.of("missing", missing)));
  }

  private Optional<Sizing.Refused> knownStrategy(SignalRaised signal) {
    StrategyDefinition strategy = configuration.strategies().get(signal.strategy());
    if (strategy == null) {
      return refuse(DenialReason.UNKNOWN_STRATEGY, Map.of("strategy", signal.strategy()));
    }
    if (strategy.mode() == StrategyDefinition.Mode.SHADOW) {
      return refuse(DenialReason.UNKNOWN_STRATEGY, Map.of("mode", strategy.mode().name()));
    }
    if (!strategy.configurationHash().equals(signal.configurationHash())) {
      return refuse(
          DenialReason.UNKNOWN_STRATEGY,
          Map.of(
              "configurationHash",
              signal.configurationHash(),
              "expected",
              strategy.configurationHash()));
    }
    return Optional.empty();
  }

  private Optional<Sizing.Refused> knownInstrument(SignalRaised signal) {
    String quote = signal.instrument().symbol().quote();
    if (!configuration.instruments().containsKey(signal.instrument())) {
      return refuse(
          DenialReason.UNKNOWN_INSTRUMENT, Map.of("instrument", signal.instrument().key()));
    }
    return book.account().balances().containsKey(quote)
        ? Optional.empty()
        : refuse(DenialReason.INSUFFICIENT_CASH, Map.of("currency", quote, "freeCash", "0"));
  }

  private Optional<Sizing.Refused> tradingState(SignalRaised signal) {
    AccountState account = book.account();
    boolean allowed = account.controls().allows(signal.instrument(), signal.eventTime());
    return states.refusal(candidate(signal), strategy(signal), allowed);
  }

  private Optional<Sizing.Refused> age(SignalRaised signal, StepEvents events) {
    Duration age = Duration.between(signal.eventTime(), events.observedAt());
    Duration most = configuration.maxDecisionAge();
    return age.compareTo(most) <= 0
        ? Optional.empty()
        : refuse(
            DenialReason.STALE_DECISION, Map.of("age", age.toString(), "maximum", most.toString()));
  }

  private Optional<Sizing.Refused> onePerInstrument(SignalRaised signal) {
    return book.live(signal.instrument()).stream()
        .findFirst()
        .flatMap(
            open ->
                refuse(
                    DenialReason.POSITION_ALREADY_OPEN,
                    Map.of("positionId", open.id().toString(), "status", open.status().name())));
  }

  private Optional<Sizing.Refused> mayBeAddedTo(Position position, SignalRaised signal) {
    Integer most = strategy(signal).risk().maxEntries();
    int entries = position.entrySignals().size();
    boolean isSettled = position.exit() == null && book.workingEntry(position) == null;
    if (most != null && entries < most && isSettled && position.quantity().isPositive()) {
      return Optional.empty();
    }
    return refuse(
        DenialReason.POSITION_ALREADY_OPEN,
        Map.of(
            "positionId",
            position.id().toString(),
            "status",
            position.status().name(),
            "entries",
            Integer.toString(entries),
            "maximum",
            most == null ? "1" : most.toString()));
  }

  private Optional<Sizing.Refused> accountMaximum() {
    return maximum("account", book.liveCount(), configuration.limits().maxOpenPositions());
  }

  private Optional<Sizing.Refused> strategyMaximum(SignalRaised signal) {
    Integer most = strategy(signal).risk().maxPositions();
    return most == null
        ? Optional.empty()
        : maximum("strategy", book.liveCount(signal.strategy()), most);
  }

  private static Optional<Sizing.Refused> maximum(String of, int open, int most) {
    return open < most
        ? Optional.empty()
        : refuse(
            DenialReason.MAX_OPEN_POSITIONS,
            Map.of("limit", of, "open", Integer.toString(open), "maximum", Integer.toString(most)));
  }

  /**
   * @param addedTo the position that is added to; empty for a new one
   */
  private Sizing size(SignalRaised signal, Optional<Position> addedTo) {
    String quote = signal.instrument().symbol().quote();
    CashBalance balance = book.account().balances().get(quote);
    if (balance == null) {
      throw new IllegalStateException("the gates let an unknown currency pass: " + signal);
    }
    BigDecimal invested = addedTo.map(Position::invested).orElse(BigDecimal.ZERO);
    return sizing.size(
        signal, candidate(signal), strategy(signal), rules(signal), balance, invested);
  }

  private void request(SignalRaised signal, Sizing.Sized sized, Instant at, StepEvents events) {
    AccountState account = book.account();
    PositionOrigin origin =
        PositionOrigin.of(account.run(), account.account(), signal, sideOf(signal));
    ExitTerms terms =
        EntryTerms.of(
            strategy(signal).exits(),
            origin.side(),
            rules(signal).takerFeeRate(),
            configuration.shortTerms(strategy(signal)).orElse(null),
            signal);
    book.mark(signal.instrument(), signal.referencePrice(), signal.eventTime());
    orders.place(origin, 1, strategy(signal), signal, sized, at, events);
    letPass(origin, signal, events);
    Position position = book.put(Position.requested(origin, terms));
    events.changed(position, PositionChanged.Change.REQUESTED, signal.eventTime());
  }

  private void requestMore(
      Position position, SignalRaised signal, Sizing.Sized sized, StepEvents events) {
    int attempt = position.entrySignals().size() + 1;
    PlaceOrder order =
        orders.place(
            position.origin(),
            attempt,
            strategy(signal),
            signal,
            sized,
            signal.eventTime(),
            events);
    letPass(position.origin(), signal, events);
    book.put(position.entering(signal.signalId(), order.clientOrderId()));
  }

  /** What was allowed while entries are paused has been used: they are paused again. */
  private void letPass(PositionOrigin origin, SignalRaised signal, StepEvents events) {
    AccountState account = book.account();
    if (account.isPaused(origin.instrument())) {
      book.put(account.with(account.controls().letPass(origin)));
      events.riskState(
          "The entry in %s that was allowed has passed; entries are paused again"
              .formatted(origin.instrument().symbol()),
          signal.eventTime());
    }
  }

  private static EntryCandidate candidate(SignalRaised signal) {
    return EntryCandidate.of(signal, sideOf(signal));
  }

  private static PositionSide sideOf(SignalRaised signal) {
    return signal.type() == SignalType.SELL ? PositionSide.SHORT : PositionSide.LONG;
  }

  private InstrumentRules rules(SignalRaised signal) {
    InstrumentRules rules = configuration.instruments().get(signal.instrument());
    if (rules == null) {
      throw new IllegalStateException("the gates let an unknown instrument pass: " + signal);
    }
    return rules;
  }

  private StrategyDefinition strategy(SignalRaised signal) {
    StrategyDefinition strategy = configuration.strategies().get(signal.strategy());
    if (strategy == null) {
      throw new IllegalStateException("the gates let an unknown strategy pass: " + signal);
    }
    return strategy;
  }

  private static Optional<Sizing.Refused> refuse(DenialReason reason, Map<String, String> context) {
    return Optional.of(new Sizing.Refused(reason, context));
  }
}
