package io.tidemark.execution.orders;

import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.kit.inbox.AfterCommit;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.PlaceOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Takes intents and the operator's commands to the desk, in the transaction that marks them as
 * consumed. An order that nothing is in the way of at its instrument starts in the same transaction
 * and goes to the venue right after it; another one starts when it is its turn.
 */
public final class OrderIntents implements EventHandler {

  private final OrderDesk desk;
  private final OperatorCommands operator;
  private final Predicate<InstrumentId> isFree;
  private final Consumer<List<VenueCommand>> committed;
  private final List<VenueCommand> commands = new ArrayList<>();
  private final Map<InstrumentId, UUID> first = new LinkedHashMap<>();

  /**
   * @param operator takes the operator's commands
   * @param isFree whether no other order of an instrument is on its way to the venue
   * @param committed told after the commit of a poll's intents what the venue is to be told
   */
  public OrderIntents(
      OrderDesk desk,
      OperatorCommands operator,
      Predicate<InstrumentId> isFree,
      Consumer<List<VenueCommand>> committed) {
    this.desk = desk;
    this.operator = operator;
    this.isFree = isFree;
    this.committed = committed;
  }

  /**
   * The operator's word counts for all that comes with it: topics have no order between them, and
   * the exits that a RESUME lets out may be read before it.
   */
  @Override
  public void expect(List<Received> poll) {
    for (Received received : poll) {
      if (received.event() instanceof ControlCommand command) {
        commands.addAll(operator.take(command));
      }
    }
  }

  @Override
  public Optional<String> span(Event event) {
    return event instanceof OrderIntent ? Optional.of("order intent") : Optional.empty();
  }

  @Override
  public void handle(Received received) {
    if (received.event() instanceof OrderIntent intent) {
      if (intent instanceof PlaceOrder place) {
        desk.traces().intended(place.clientOrderId());
      }
      commands.addAll(desk.stepWithin(List.of(new IntentReceived(intent))));
      if (intent instanceof PlaceOrder place) {
        first.putIfAbsent(place.instrument(), place.clientOrderId());
      }
    }
  }

  /** Starts orders only now: a cancel of the same poll may have ended one. */
  @Override
  public void flush() {
    if (commands.isEmpty() && first.isEmpty()) {
      return;
    }
    first.keySet().removeIf(instrument -> !isFree.test(instrument));
    commands.addAll(desk.startWithin(first.values()));
    List<VenueCommand> all = List.copyOf(commands);
    reset();
    AfterCommit.run(() -> committed.accept(all));
  }

  /** The desk throws its own memory away when a transaction fails. */
  @Override
  public void reset() {
    commands.clear();
    first.clear();
  }
}
