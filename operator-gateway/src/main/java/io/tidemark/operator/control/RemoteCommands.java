package io.tidemark.operator.control;

import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.audit.Caller;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

  /**
   * What is asked for.
   *
   * @param factor by which sizes are to be multiplied; null unless that is asked for
   * @param reason in words
   */
  public record Remote(Action action, @Nullable BigDecimal factor, String reason) {

    /**
     * @throws BadRequestException if it cannot be asked for
     */
    public Remote {
      request(action, factor, reason);
    }

    private static ControlRequest request(
        Action action, @Nullable BigDecimal factor, String reason) {
      return new ControlRequest(reason, true, null, null, factor, null).checked(action);
    }

    private ControlRequest request() {
      return request(action, factor, reason);
    }
  }

  /** What a command would do, in a sentence; asks the services for it. */
  public String consequence(Remote asked) {
    return consequences.of(asked.action, asked.request()).sentence();
  }

  /**
   * Issues a command; within the transaction that there is, if there is one.
   *
   * @param key the same gives the same command, which is told once
   * @param way it came, such as {@code telegram}
   * @param target what is noted in the audit as what was asked for
   * @return the command's id
   */
  public UUID issue(Remote asked, String key, String way, Caller caller, String target) {
    return desk.issue(asked.action, asked.request(), key, way, caller, target).commandId();
  }

  /**
   * How far a command is.
   *
   * @param answers of services, a sentence each
   * @param waitingFor services that have not answered, with how they stand
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
    return new Progress(
        command.acknowledgements().stream()
            .map(
                answer ->
                    "%s: %s (%s), after %d ms"
                        .formatted(
                            answer.service(),
                            answer.state(),
                            answer.detail(),
                            answer.milliseconds()))
            .toList(),
        command.waitingFor().stream()
            .map(one -> "%s (%s)".formatted(one.service(), one.health()))
            .toList());
  }
}
