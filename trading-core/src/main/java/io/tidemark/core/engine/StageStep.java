package io.tidemark.core.engine;

import io.tidemark.core.engine.ExecutionOutcome.Disposition;
import io.tidemark.model.Ids;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one step of an {@link ExecutionStage} gathers. */
final class StageStep {

  private final Instant now;
  private final List<OrderReport> events = new ArrayList<>();
  private final List<VenueCommand> commands = new ArrayList<>();
  private boolean applied;
  private @Nullable String ignored;
  private @Nullable String violation;

  StageStep(Instant now) {
    this.now = now;
  }

  Instant now() {
    return now;
  }

  void applied() {
    applied = true;
  }

  void ignore(String why) {
    ignored = why;
  }

  void violate(String what) {
    violation = what;
  }

  void command(VenueCommand command) {
    commands.add(command);
  }

  ExecutionOutcome outcome() {
    if (violation != null) {
      return new ExecutionOutcome(events, commands, Disposition.VIOLATION, violation);
    }
    return applied || ignored == null
        ? new ExecutionOutcome(events, commands, Disposition.APPLIED, "")
        : new ExecutionOutcome(events, commands, Disposition.IGNORED, ignored);
  }

  /** Tells the order's state; gives the order with the sequence it was told under. */
  ExecutionOrder tell(
      ExecutionOrder order, @Nullable OrderReason reason, @Nullable String detail, Instant at) {
    ExecutionOrder told = order.told();
    PlaceOrder intent = told.intent();
    events.add(
        new OrderChanged(
            told.id(),
            intent.run(),
            intent.account(),
            intent.instrument(),
            told.sequence(),
            told.status(),
            told.venueOrderId(),
            intent.side(),
            told.status() == OrderStatus.DENIED ? intent.quantity() : told.terms().quantity(),
            told.filled(),
            told.averagePrice(),
            reason,
            detail,
            at,
            now));
    return told;
  }

  void tell(ExecutionOrder order, VenueFill fill) {
    PlaceOrder intent = order.intent();
    events.add(
        new OrderFilled(
            Ids.of("fill", intent.account(), intent.instrument().exchange(), fill.venueTradeId()),
            fill.venueTradeId(),
            order.id(),
            intent.run(),
            intent.account(),
            intent.instrument(),
            intent.side(),
            fill.price(),
            fill.quantity(),
            fill.fee(),
            fill.liquidity(),
            fill.time(),
            now));
  }
}
