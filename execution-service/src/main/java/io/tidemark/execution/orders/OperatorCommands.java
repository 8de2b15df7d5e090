package io.tidemark.execution.orders;

import io.tidemark.core.engine.VenueCommand;
import io.tidemark.kit.control.CommandAnswer;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.event.ControlCommand;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Takes the operator's commands to the desk, in the transaction that marks them as consumed, and
 * answers each. A HALT holds here by itself, so also while the position-service is away, until the
 * operator's RESUME or PAUSE; every other command is the position-service's, whose orders are sent
 * as they come.
 */
public final class OperatorCommands {

  private static final String ASKED =
      "it sends what the position-service asks for, unless the account is halted";

  private final OrderDesk desk;
  private final RunIdentity identity;
  private final SuiteClock clock;

  public OperatorCommands(OrderDesk desk, RunIdentity identity, SuiteClock clock) {
    this.desk = desk;
    this.identity = identity;
    this.clock = clock;
  }

  /**
   * Takes one; one for another account changes nothing.
   *
   * @return what to tell the venue once the transaction has committed
   */
  List<VenueCommand> take(ControlCommand command) {
    if (command.account() != null && !command.account().equals(identity.account())) {
      return List.of();
    }
    return switch (command.action()) {
      case HALT -> halt(command);
      case PAUSE, RESUME -> command.endsHalt() ? endHalt(command) : nothing(command);
      case CLOSE, ALLOW_NEXT, SIZE_SCALE -> nothing(command);
      case RELOAD ->
          answer(command, new CommandAnswer("NOTHING_TO_DO", "it reads its settings at its start"));
    };
  }

  private List<VenueCommand> halt(ControlCommand command) {
    long waiting = desk.unresolved().stream().filter(order -> isWaiting(order.status())).count();
    long sent = desk.unresolved().size() - waiting;
    List<VenueCommand> commands =
        desk.haltWithin(
            "%s by %s: %s".formatted(command.action(), command.issuedBy(), command.reason()));
    answer(
        command,
        new CommandAnswer(
            "HALTED",
            "nothing new is sent; orders that waited and are denied: %d; at the venue or on their way there: %d"
                .formatted(waiting, sent)));
    return commands;
  }

  private static boolean isWaiting(OrderStatus status) {
    return status == OrderStatus.INTENDED;
  }

  private List<VenueCommand> endHalt(ControlCommand command) {
    desk.resumeWithin();
    return answer(command, new CommandAnswer("SENDING", ASKED));
  }

  private List<VenueCommand> nothing(ControlCommand command) {
    return answer(command, new CommandAnswer("NOTHING_TO_DO", ASKED));
  }

  private List<VenueCommand> answer(ControlCommand command, CommandAnswer answer) {
    desk.publishWithin(
        answer.to(
            command, TidemarkService.EXECUTION, clock.instant().truncatedTo(ChronoUnit.MICROS)));
    return List.of();
  }
}
