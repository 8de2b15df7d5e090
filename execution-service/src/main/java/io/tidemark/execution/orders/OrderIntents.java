package io.tidemark.execution.orders;

import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.VenueCommand;
import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.model.event.OrderIntent;
import java.util.List;
import java.util.function.Consumer;

/** Takes intents to the desk, each in the transaction that marks it as consumed. */
public final class OrderIntents implements EventHandler {

  private final OrderDesk desk;
  private final Consumer<List<VenueCommand>> committed;

  /**
   * @param committed told after each intent's commit what the venue is to be told
   */
  public OrderIntents(OrderDesk desk, Consumer<List<VenueCommand>> committed) {
    this.desk = desk;
    this.committed = committed;
  }

  @Override
  public void handle(Received received) {
    if (received.event() instanceof OrderIntent intent) {
      desk.stepWithin(List.of(new IntentReceived(intent)), committed);
    }
  }

  @Override
  public void flush() {
    // Each intent is written as it is handled, within the poll's transaction.
  }

  @Override
  public void reset() {
    // The desk throws its own memory away when a transaction fails.
  }
}
