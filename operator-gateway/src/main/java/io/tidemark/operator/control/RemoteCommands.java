package io.tidemark.operator.control;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.audit.Caller;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Commands that come another way than by REST, for the whole account. */
@Component
public final class RemoteCommands {

  private final CommandDesk desk;
  private final CommandTable commands;
  private final Consequences consequences;

  RemoteCommands(CommandDesk desk, CommandTable commands, Consequences consequences) {
    this.desk = desk;
    this.commands = commands;
    this.consequences = consequences;
  }

  /** What a command would do, in a sentence; asks the services for it. */
  public String consequence(Action action) {
    return consequences.of(action, null).sentence();
  }

  /**
   * Issues a command; within the transaction that there is, if there is one.
   *
   * @param reason 1 to 500 characters
   * @param key the same gives the same command, which is told once
   * @param way it came, such as {@code telegram}
   * @param target what is noted in the audit as what was asked for
   * @return the command's id
   */
  public UUID issue(
      Action action, String reason, String key, String way, Caller caller, String target) {
    ControlRequest request = new ControlRequest(reason, true, null, null).checked();
    return desk.issue(action, request, key, way, caller, target).commandId();
  }

  /**
   * How far a command is.
   *
   * @param answers of services, a sentence each
   * @param waitingFor services that have not answered
   */
  public record Progress(List<String> answers, List<String> waitingFor) {}

  /**
   * How far a command is.
   *
   * @throws IllegalArgumentException if it was not issued here
   */
  public Progress progress(UUID commandId) {
    CommandView command =
        commands
            .find(commandId)
            .orElseThrow(
                () -> new IllegalArgumentException("command %s is unknown".formatted(commandId)));
    List<String> answers =
        command.acknowledgements().stream()
            .map(
                answer ->
                    "%s: %s (%s), after %d ms"
                        .formatted(
                            answer.service(),
                            answer.state(),
                            answer.detail(),
                            answer.milliseconds()))
            .toList();
    return new Progress(
        answers, answers.isEmpty() ? List.of(TidemarkService.POSITION.serviceName()) : List.of());
  }
}
