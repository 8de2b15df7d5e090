package io.tidemark.scanner.strategies;

import io.tidemark.kit.control.CommandAnswer;
import io.tidemark.kit.control.CommandHandler;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.event.ControlCommand;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the strategies anew when the operator says so; other commands change nothing here. */
@Component
class ReloadCommands implements CommandHandler {

  private final StrategyReloads reloads;
  private final StrategyJournal journal;

  ReloadCommands(StrategyReloads reloads, StrategyJournal journal) {
    this.reloads = reloads;
    this.journal = journal;
  }

  @Override
  public Optional<CommandAnswer> handle(ControlCommand command) {
    return Optional.of(
        command.action() == ControlCommand.Action.RELOAD ? reload() : CommandAnswer.NOTHING_TO_DO);
  }

  private CommandAnswer reload() {
    try {
      reloads.reload();
    } catch (BadRequestException e) {
      return new CommandAnswer("REFUSED", String.valueOf(e.getMessage()));
    }
    return journal
        .latest()
        .map(
            edition ->
                new CommandAnswer(
                    "RELOADED",
                    "edition %d counts from the bars on that close at %s"
                        .formatted(edition.id(), edition.effectiveFrom())))
        .orElseGet(() -> new CommandAnswer("RELOADED", "no strategies were ever recorded"));
  }
}
