package io.tidemark.operator.control;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.audit.AuditFilter;
import io.tidemark.operator.audit.Caller;
import io.tidemark.operator.control.CommandDesk.KeyUsedException;
import io.tidemark.operator.control.Consequences.Consequence;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The operator's commands. */
@RestController
@RequestMapping("/api/v1/control")
class ControlController {

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int LONGEST_KEY = 200;
  private static final String WAY = "rest";

  private static final Map<String, Action> ACTIONS =
      Map.of(
          "pause", Action.PAUSE,
          "resume", Action.RESUME,
          "close", Action.CLOSE,
          "close-all", Action.CLOSE,
          "halt", Action.HALT,
          "allow-next", Action.ALLOW_NEXT,
          "size-scale", Action.SIZE_SCALE,
          "reload", Action.RELOAD);

  private static final String CLOSE_ONE = "close";
  private static final String NAMES =
      "pause, resume, close, close-all, halt, allow-next, size-scale and reload";

  private final CommandDesk desk;
  private final CommandTable commands;
  private final Consequences consequences;

  ControlController(CommandDesk desk, CommandTable commands, Consequences consequences) {
    this.desk = desk;
    this.commands = commands;
    this.consequences = consequences;
  }

  @PostMapping("/{action}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary =
          "one of "
              + NAMES
              + "; unless confirmed, 409 tells what would happen. With the same Idempotency-Key it is"
              + " the same command")
  CommandView issue(
      @PathVariable String action,
      @RequestBody ControlRequest body,
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
      HttpServletRequest request) {
    Action known = ACTIONS.get(action);
    if (known == null) {
      throw new NotFoundException("the commands are %s; there is no '%s'".formatted(NAMES, action));
    }
    ControlRequest asked = body.checked(known);
    boolean namesOne = asked.instrument() != null || asked.positionId() != null;
    if (action.equals(CLOSE_ONE) && !namesOne) {
      throw new BadRequestException(
          "close needs a positionId, or exchange and symbol; all are closed by close-all");
    }
    if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
      throw new BadRequestException(
          "%s must have 1 to %d characters".formatted(IDEMPOTENCY_KEY, LONGEST_KEY));
    }
    if (!asked.isConfirmed()) {
      AuditFilter.leaveOut(request);
      throw unconfirmed(consequences.of(known, asked));
    }
    try {
      CommandView issued =
          desk.issue(known, asked, key, WAY, Caller.of(request), request.getRequestURI());
      AuditFilter.leaveOut(request);
      return issued;
    } catch (KeyUsedException e) {
      throw new ErrorResponseException(
          HttpStatus.CONFLICT,
          ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage())),
          e);
    }
  }

  private static ErrorResponseException unconfirmed(Consequence consequence) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT, consequence.sentence() + " Send it with \"confirm\": true.");
    problem.setProperty("consequence", consequence);
    return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
  }

  @GetMapping("/commands")
  @Operation(summary = "Commands with what was answered to them, the last first")
  Page<CommandView> commands(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return commands.page(new PageRequest(page, size));
  }

  @GetMapping("/commands/{id}")
  @Operation(summary = "A command, when it was in force, and what each service answered")
  CommandView command(@PathVariable UUID id) {
    return commands
        .find(id)
        .orElseThrow(() -> new NotFoundException("no command %s was issued here".formatted(id)));
  }
}
