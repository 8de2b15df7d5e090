package io.tidemark.operator.control;

import io.tidemark.kit.messaging.EventHandler;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.reason.DenialReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Hears what was answered to commands: what each service says of itself; of the position-service
 * the account's new state, or the first exit order, or its denial, that a command to close led to.
 */
final class Acknowledgements implements EventHandler {

  private static final String CLOSING = "CLOSING";
  private static final String DENIED = "DENIED";

  /** Why an exit is denied; all else denies entries, of which there are many. */
  private static final Set<DenialReason> EXIT_DENIALS =
      EnumSet.of(
          DenialReason.HALTED, DenialReason.EXIT_IN_PROGRESS, DenialReason.BELOW_MINIMUM_QUANTITY);

  private final CommandTable commands;
  private final InstantSource machine = InstantSource.system();
  private final List<Heard> heard = new ArrayList<>();
  private boolean noted;

  Acknowledgements(CommandTable commands) {
    this.commands = commands;
  }

  private record Heard(UUID commandId, String service, String state, String detail, Instant at) {

    static Heard ofPosition(UUID commandId, String state, String detail, Instant at) {
      return new Heard(commandId, TidemarkService.POSITION.serviceName(), state, detail, at);
    }
  }

  @Override
  public void handle(Received received) {
    switch (received.event()) {
      case ControlAcknowledged answer ->
          heard.add(
              new Heard(
                  answer.commandId(),
                  answer.service(),
                  answer.state(),
                  answer.detail(),
                  answer.eventTime()));
      case RiskStateChanged risk when risk.commandId() != null ->
          heard.add(
              Heard.ofPosition(
                  risk.commandId(), risk.state().name(), risk.reason(), risk.observedAt()));
      case PlaceOrder order when order.purpose() == OrderPurpose.EXIT ->
          heard.add(Heard.ofPosition(order.causeId(), CLOSING, order.reason(), order.observedAt()));
      case OrderDenied denied when EXIT_DENIALS.contains(denied.reason()) ->
          heard.add(
              Heard.ofPosition(
                  denied.causeId(), DENIED, denied.reason().name(), denied.observedAt()));
      default -> {}
    }
  }

  @Override
  public void flush() {
    noted = false;
    Instant now = machine.instant();
    for (Heard answer : heard) {
      noted |=
          commands.acknowledge(
              answer.commandId, answer.service, answer.state, answer.detail, answer.at, now);
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
