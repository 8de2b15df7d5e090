package io.tidemark.operator.control;

import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.RiskStateChanged;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Hears what was answered to commands: the account's new state, or the first exit order that a
 * command to close led to.
 */
final class Acknowledgements implements EventHandler {

  private static final String CLOSING = "CLOSING";

  private final CommandTable commands;
  private final InstantSource machine = InstantSource.system();
  private final List<Heard> heard = new ArrayList<>();
  private boolean noted;

  Acknowledgements(CommandTable commands) {
    this.commands = commands;
  }

  private record Heard(UUID commandId, String state, String detail, Instant at) {}

  @Override
  public void handle(Received received) {
    Event event = received.event();
    if (event instanceof RiskStateChanged risk && risk.commandId() != null) {
      heard.add(new Heard(risk.commandId(), risk.state().name(), risk.reason(), risk.observedAt()));
    } else if (event instanceof PlaceOrder order && order.purpose() == OrderPurpose.EXIT) {
      heard.add(new Heard(order.causeId(), CLOSING, order.reason(), order.observedAt()));
    }
  }

  @Override
  public void flush() {
    noted = false;
    Instant now = machine.instant();
    for (Heard answer : heard) {
      noted |=
          commands.acknowledge(
              answer.commandId,
              TidemarkService.POSITION.serviceName(),
              answer.state,
              answer.detail,
              answer.at,
              now);
    }
    heard.clear();
  }

  @Override
  public boolean changedNothing() {
    return !noted;
  }

  @Override
  public void reset() {
    heard.clear();
  }
}
