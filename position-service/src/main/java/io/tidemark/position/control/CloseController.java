package io.tidemark.position.control;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.model.Ids;
import io.tidemark.model.event.ControlCommand;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Closes positions by hand. A request becomes a command on {@code control.command.v1}, which the
 * stage takes like those of the operator's other ways; the journal keeps it with who asked and why.
 * What is closing or closed already is left alone, so asking again does no harm.
 */
@RestController
@RequestMapping("/api/v1/positions")
class CloseController {

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final JdbcClient database;
  private final RunIdentity identity;
  private final EventPublisher publisher;
  private final SuiteClock clock;

  CloseController(
      JdbcClient database, RunIdentity identity, EventPublisher publisher, SuiteClock clock) {
    this.database = database;
    this.identity = identity;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * What was asked for.
   *
   * @param commandId of the command; null if there was nothing to close
   * @param positions that the command closes
   */
  record Closing(@Nullable UUID commandId, List<UUID> positions) {}

  @PostMapping("/{id}/close")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Closes a position at the market; with the same Idempotency-Key, once at most")
  Closing close(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "closed by hand") String reason,
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key) {
    boolean exists =
        database
            .sql(
                """
                select exists (select from position
                where position_id = :id and run = :run and account = :account)
                """)
            .param("id", id)
            .param("run", identity.run())
            .param("account", identity.account())
            .query(Boolean.class)
            .single();
    if (!exists) {
      throw new NotFoundException("there is no position " + id);
    }
    return command(id, open().stream().filter(id::equals).toList(), reason, key);
  }

  @PostMapping("/close-all")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Closes all positions at the market; with the same Idempotency-Key, once at most")
  Closing closeAll(
      @RequestParam(defaultValue = "closed by hand") String reason,
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key) {
    return command(null, open(), reason, key);
  }

  private Closing command(
      @Nullable UUID positionId, List<UUID> open, String reason, @Nullable String key) {
    if (open.isEmpty()) {
      return new Closing(null, open);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID commandId =
        Ids.of(
            "close",
            identity.run(),
            identity.account(),
            positionId == null ? "all" : positionId,
            key == null ? now : key);
    publisher.publishAndAwait(
        List.of(
            new ControlCommand(
                commandId,
                ControlCommand.Action.CLOSE,
                identity.account(),
                null,
                positionId,
                null,
                null,
                "rest",
                reason,
                now,
                now)));
    return new Closing(commandId, open);
  }

  /** Live positions, but those of which all is being closed, as far as is known without fault. */
  private List<UUID> open() {
    return database
        .sql(
            """
            select position_id from position
            where run = :run and account = :account and status <> 'CLOSED'
              and not (status = 'CLOSING' and (state #>> '{exit,keep}')::numeric = 0
                and (state ->> 'failedExits')::int = 0)
            order by number
            """)
        .param("run", identity.run())
        .param("account", identity.account())
        .query(UUID.class)
        .list();
  }
}
