package io.tidemark.kit.control;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.event.ControlAcknowledged;
import io.tidemark.model.event.ControlCommand;
import java.time.Instant;

/**
 * What a command came to at a service.
 *
 * @param state in one word of capitals, such as {@code RELOADED}
 * @param detail in words
 */
public record CommandAnswer(String state, String detail) {

  /** The service has nothing that the command could change. */
  public static final CommandAnswer NOTHING_TO_DO =
      new CommandAnswer("NOTHING_TO_DO", "it holds nothing that this command changes");

  /** The event that tells it. */
  public ControlAcknowledged to(ControlCommand command, TidemarkService service, Instant now) {
    return new ControlAcknowledged(
        command.commandId(),
        service.serviceName(),
        command.account(),
        state,
        detail,
        command.observedAt(),
        now,
        now);
  }
}
