package io.tidemark.core.portfolio;

import io.tidemark.core.exit.ExitProgress;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.reason.DenialReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of one step, in order. */
final class StepEvents {

  private final PositionBook book;
  private final Instant observedAt;
  private final List<Event> events = new ArrayList<>();

  StepEvents(PositionBook book, Instant observedAt) {
    this.book = book;
    this.observedAt = observedAt;
  }

  List<Event> all() {
    return List.copyOf(events);
  }

  Instant observedAt() {
    return observedAt;
  }

  /** A market order of a position. */
  PlaceOrder place(
      PositionOrigin origin,
      OrderPurpose purpose,
      int attempt,
      Side side,
      Quantity quantity,
      UUID causeId,
      String reason,
      Price reference,
      Instant at) {
    PlaceOrder order =
        new PlaceOrder(
            origin.clientOrderId(purpose, attempt),
            origin.run(),
            origin.account(),
            origin.instrument(),
            origin.strategy(),
            origin.positionId(),
            causeId,
            purpose,
            side,
            OrderType.MARKET,
            quantity,
            null,
            null,
            false,
            TimeInForce.GTC,
            reason,
            reference,
            at,
            observedAt);
    place(order);
    return order;
  }

  void place(PlaceOrder order) {
    events.add(order);
    book.risk().ordered(order.strategy(), order.eventTime());
  }

  void cancel(PositionOrder order, UUID causeId, String reason, Instant at) {
    AccountState account = book.account();
    events.add(
        new CancelOrder(
            order.clientOrderId(),
            account.run(),
            account.account(),
            order.instrument(),
            causeId,
            reason,
            at,
            observedAt));
  }

  void changed(Position position, PositionChanged.Change change, Instant at) {
    PositionOrigin origin = position.origin();
    Ledger ledger = position.ledger();
    ExitProgress progress = position.progress();
    Excursion excursion = position.excursion().orElse(null);
    events.add(
        new PositionChanged(
            origin.positionId(),
            origin.run(),
            origin.account(),
            origin.instrument(),
            origin.strategy(),
            origin.signalId(),
            change,
            origin.side(),
            position.status(),
            position.entryQuantity(),
            position.quantity(),
            ledger.averagePrice(origin.side().entrySide()),
            ledger.averagePrice(origin.side().exitSide()),
            ledger.fees(),
            ledger.realisedPnl(),
            position.stopPrice().orElse(null),
            position.nextTarget().orElse(null),
            progress == null ? 0 : progress.levelsTaken(),
            excursion == null ? null : excursion.best(),
            excursion == null ? null : excursion.worst(),
            excursion == null ? null : excursion.favourable(),
            excursion == null ? null : excursion.adverse(),
            origin.requestedAt(),
            position.openedAt(),
            position.closedAt(),
            position.exitReason(),
            at,
            observedAt));
  }

  void denied(
      InstrumentId instrument,
      String strategy,
      UUID causeId,
      DenialReason reason,
      Map<String, String> context,
      Instant at) {
    AccountState account = book.account();
    events.add(
        new OrderDenied(
            Ids.of("denial", account.run(), account.account(), instrument, causeId, reason, at),
            account.run(),
            account.account(),
            instrument,
            strategy,
            causeId,
            reason,
            context,
            at,
            observedAt));
  }

  /** Tells the account's risk state in one quote currency. */
  void riskState(String currency, String reason, Instant at) {
    riskState(currency, reason, null, at);
  }

  private void riskState(
      String currency, String reason, @Nullable ControlCommand command, Instant at) {
    AccountState account = book.account();
    CashBalance balance = account.balances().get(currency);
    if (balance == null) {
      throw new IllegalStateException(
          "Account %s holds no %s; name it under portfolio.initial_cash and start again"
              .formatted(account.account(), currency));
    }
    events.add(
        new RiskStateChanged(
            account.run(),
            account.account(),
            account.tradingState(),
            balance.cash(),
            book.reserved(currency),
            balance.realisedPnl(),
            balance.fees(),
            book.liveCount(),
            reason,
            command == null ? null : command.commandId(),
            command == null ? null : command.observedAt(),
            at,
            observedAt));
  }

  /** Answers a command with the account's risk state in each of its quote currencies. */
  void acknowledged(ControlCommand command, String reason) {
    for (String currency : book.account().balances().keySet()) {
      riskState(currency, reason, command, command.eventTime());
    }
  }

  /** Tells the account's risk state in each of its quote currencies. */
  void riskState(String reason, Instant at) {
    book.account().balances().keySet().forEach(currency -> riskState(currency, reason, at));
  }
}
