package io.tidemark.kit.control;

import io.tidemark.model.event.ControlCommand;
import java.util.Optional;

/** Does at a service what a command asks for, if anything. */
@FunctionalInterface
public interface CommandHandler {

  /**
   * Carries out a command. It may come twice, and for a while after it was given.
   *
   * @return what it came to; empty if the service answers it in another way
   */
  Optional<CommandAnswer> handle(ControlCommand command);
}
