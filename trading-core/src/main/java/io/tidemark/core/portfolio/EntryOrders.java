package io.tidemark.core.portfolio;

import io.tidemark.core.risk.Sizing;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.LimitOrder.Reference;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How entries are put: at the market, or as limits. A limit that ended because its time was over,
 * or because it would have taken, is put anew for what has not traded, as often as its strategy
 * says; what has traded is kept. The next one is decided on only when the one before is known to
 * have ended with all its fills booked.
 */
final class EntryOrders {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;
  private final EntriesAnew anew;

  EntryOrders(PositionStageConfiguration configuration, PositionBook book, EntryGuards guards) {
    this.configuration = configuration;
    this.book = book;
    this.anew = new EntriesAnew(configuration, book, guards);
  }

  /** Why a signal's order cannot be put where its strategy wants it; empty if it can. */
  Optional<Sizing.Refused> refusal(StrategyDefinition strategy, SignalRaised signal) {
    ExecutionPlan execution = strategy.execution();
    if (execution.orderType() == OrderType.MARKET) {
      return Optional.empty();
    }
    Reference wanted =
        LimitAttempt.first(execution, signal.timeframe(), signal.signalId()).plan().reference();
    return wanted == Reference.CLOSE
            || freshTop(signal.instrument(), signal.eventTime()).isPresent()
        ? Optional.empty()
        : Optional.of(noReference(signal.instrument(), wanted));
  }

  private Sizing.Refused noReference(InstrumentId instrument, Reference wanted) {
    BookTop top = book.top(instrument);
    return new Sizing.Refused(
        DenialReason.NO_REFERENCE_PRICE,
        Map.of(
            "reference",
            wanted.name(),
            "bookTopTime",
            top == null ? "none" : top.time().toString(),
            "maximumAge",
            configuration.maxDecisionAge().toString()));
  }

  private Optional<BookTop> freshTop(InstrumentId instrument, Instant at) {
    return Optional.ofNullable(book.top(instrument))
        .filter(
            top -> Duration.between(top.time(), at).compareTo(configuration.maxDecisionAge()) <= 0);
  }

  /**
   * Places the order of a signal that may enter.
   *
   * @param attempt 1 for the order that opens the position
   * @param at from when on it acts, in market time; not before the signal
   */
  PlaceOrder place(
      PositionOrigin origin,
      int attempt,
      StrategyDefinition strategy,
      SignalRaised signal,
      Sizing.Sized sized,
      Instant at,
      StepEvents events) {
    UUID id = origin.clientOrderId(OrderPurpose.ENTRY, attempt);
    if (strategy.execution().orderType() == OrderType.MARKET) {
      PlaceOrder order = order(origin, id, null, null, sized.quantity(), cause(signal, at), events);
      book.put(PositionOrder.entry(order, sized.cashPerUnit()));
      return order;
    }
    LimitAttempt first = LimitAttempt.first(strategy.execution(), signal.timeframe(), id);
    Price reference =
        reference(first, origin, signal.eventTime(), signal.referencePrice())
            .orElseThrow(() -> new IllegalStateException("the gates let " + signal + " pass"));
    Price limit = first.price(reference, origin.side().entrySide(), rules(origin).tickSize());
    PlaceOrder order = order(origin, id, first, limit, sized.quantity(), cause(signal, at), events);
    book.put(
        PositionOrder.entry(order, sized.cashPerUnit().max(cashPerUnit(limit, rules(origin))))
            .trying(first));
    return order;
  }

  /**
   * Puts what has not traded of an entry that has ended anew, if that is wanted and may be.
   *
   * @param ended the position's last entry order, all its fills booked
   */
  void putAnew(Position position, PositionOrder ended, Instant at, StepEvents events) {
    LimitAttempt tried = ended.limit();
    if (tried != null && tried.mayBeFollowed() && isToBeFollowed(position, ended)) {
      putAnew(position, ended, tried.next(), at, events);
    }
  }

  private static boolean isToBeFollowed(Position position, PositionOrder ended) {
    boolean unfilled =
        ended.reason() == OrderReason.TIMED_OUT || ended.reason() == OrderReason.WOULD_TAKE;
    return unfilled
        && !ended.isFilled()
        && !ended.cancelRequested()
        && position.isLive()
        && position.exit() == null
        && position.entryOrderId().equals(ended.clientOrderId());
  }

  private void putAnew(
      Position position, PositionOrder ended, LimitAttempt next, Instant at, StepEvents events) {
    PositionOrigin origin = position.origin();
    InstrumentRules rules = rules(origin);
    Optional<Price> reference = reference(next, origin, at, book.lastPrice(origin.instrument()));
    if (reference.isEmpty()) {
      deny(position, noReference(origin.instrument(), next.plan().reference()), at, events);
      return;
    }
    Price limit = next.price(reference.get(), ended.side(), rules.tickSize());
    Quantity rest = ended.quantity().minus(ended.bookedFilled()).flooredTo(rules.quantityStep());
    BigDecimal cashPerUnit = cashPerUnit(limit, rules);
    Optional<Sizing.Refused> refusal =
        anew.refusal(origin, rules, rest, limit, cashPerUnit, at, events.observedAt());
    if (refusal.isPresent()) {
      deny(position, refusal.get(), at, events);
      return;
    }
    Cause cause =
        new Cause(
            position.entrySignals().getLast(),
            "put anew, attempt %d: %s".formatted(next.number(), ended.reason()),
            reference.get(),
            at);
    PlaceOrder order = order(origin, next.clientOrderId(), next, limit, rest, cause, events);
    book.put(PositionOrder.entry(order, cashPerUnit).trying(next));
    book.put(position.enteringAnew(order.clientOrderId()));
  }

  /** Takes back the limits that wait while nothing may be entered. */
  void withdraw(Instant at, StepEvents events) {
    AccountState account = book.account();
    boolean active = account.tradingState() == TradingState.ACTIVE;
    if (active && account.pausedInstruments().isEmpty()) {
      return;
    }
    for (PositionOrder order : book.workingLimits()) {
      boolean held = !active || account.pausedInstruments().contains(order.instrument());
      if (held && !account.controls().hasLetPass(order.positionId())) {
        book.put(order.cancelling());
        events.cancel(
            order,
            Ids.of("withdrawal", order.clientOrderId()),
            "nothing may be entered: " + account.stateReason(),
            at);
      }
    }
  }

  private Optional<Price> reference(
      LimitAttempt attempt, PositionOrigin origin, Instant at, Price last) {
    boolean buys = origin.side().entrySide() == Side.BUY;
    Optional<BookTop> top = freshTop(origin.instrument(), at);
    return switch (attempt.plan().reference()) {
      case CLOSE -> Optional.of(last);
      case NEAR_SIDE -> top.map(t -> buys ? t.bid() : t.ask());
      case FAR_SIDE -> top.map(t -> buys ? t.ask() : t.bid());
    };
  }

  private static void deny(
      Position position, Sizing.Refused refused, Instant at, StepEvents events) {
    events.denied(
        position.origin().instrument(),
        position.origin().strategy(),
        position.entrySignals().getLast(),
        refused.reason(),
        refused.context(),
        at);
  }

  private static BigDecimal cashPerUnit(Price limit, InstrumentRules rules) {
    return limit.value().multiply(BigDecimal.ONE.add(rules.takerFeeRate()));
  }

  private static Cause cause(SignalRaised signal, Instant at) {
    return new Cause(signal.signalId(), signal.reason(), signal.referencePrice(), at);
  }

  private record Cause(UUID id, String words, Price reference, Instant at) {}

  private static PlaceOrder order(
      PositionOrigin origin,
      UUID id,
      @Nullable LimitAttempt attempt,
      @Nullable Price limit,
      Quantity quantity,
      Cause cause,
      StepEvents events) {
    PlaceOrder order =
        new PlaceOrder(
            id,
            origin.run(),
            origin.account(),
            origin.instrument(),
            origin.strategy(),
            origin.positionId(),
            cause.id,
            OrderPurpose.ENTRY,
            origin.side().entrySide(),
            limit == null ? OrderType.MARKET : OrderType.LIMIT,
            quantity,
            limit,
            null,
            attempt != null && attempt.plan().postOnly(),
            TimeInForce.GTC,
            attempt == null ? null : attempt.expiresAt(cause.at),
            cause.words,
            cause.reference,
            cause.at,
            events.observedAt());
    events.place(order);
    return order;
  }

  private InstrumentRules rules(PositionOrigin origin) {
    return Objects.requireNonNull(
        configuration.instruments().get(origin.instrument()),
        () -> "no rules of " + origin.instrument());
  }
}
