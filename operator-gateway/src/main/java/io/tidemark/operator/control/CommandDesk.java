package io.tidemark.operator.control;

import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.audit.AuditEntry;
import io.tidemark.operator.audit.AuditTable;
import io.tidemark.operator.audit.Caller;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Issues commands. The command, its record and its event are written in one transaction, so that
 * none is without the others; the same key gives the same command, which is told once.
 */
@Component
public final class CommandDesk {

  private static final int ACCEPTED = 202;

  private final RunIdentity identity;
  private final SuiteClock clock;
  private final CommandTable commands;
  private final AuditTable audit;
  private final Outbox outbox;
  private final TransactionTemplate transactions;
  private final Duration allowNextFor;
  private final InstantSource machine = InstantSource.system();

  CommandDesk(
      RunIdentity identity,
      SuiteClock clock,
      CommandTable commands,
      AuditTable audit,
      Outbox outbox,
      TransactionTemplate stageTransactions,
      @Value("${tidemark.operator.control.allow-next-for:15m}") Duration allowNextFor) {
    if (!allowNextFor.isPositive()) {
      throw new IllegalArgumentException(
          "tidemark.operator.control.allow-next-for must be above 0, was " + allowNextFor);
    }
    this.identity = identity;
    this.clock = clock;
    this.commands = commands;
    this.audit = audit;
    this.outbox = outbox;
    this.transactions = stageTransactions;
    this.allowNextFor = allowNextFor;
  }

  /** The key of a command was used for another one. */
  static final class KeyUsedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyUsedException(CommandView other) {
      super(
          "the Idempotency-Key was used for %s with the reason '%s' before; take another key"
              .formatted(other.action(), other.reason()));
    }
  }

  /**
   * Issues a command.
   *
   * @param key the caller's own for this command; null for none, which makes it a new one
   * @param issuedBy the way it came, such as {@code rest}
   * @throws KeyUsedException if the key was used for another command
   */
  CommandView issue(
      Action action,
      ControlRequest request,
      @Nullable String key,
      String issuedBy,
      Caller caller,
      String target) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    InstrumentId instrument = request.instrument();
    UUID id =
        key == null
            ? Ids.of(
                "command",
                identity.run(),
                identity.account(),
                action,
                instrument == null ? "all" : instrument,
                caller.address(),
                machine.instant())
            : Ids.of("command", identity.run(), identity.account(), "key", key);
    ControlCommand command =
        new ControlCommand(
            id,
            action,
            identity.account(),
            instrument,
            request.positionId(),
            request.factor(),
            action == Action.ALLOW_NEXT ? now.plus(allowNextFor) : null,
            issuedBy,
            request.why(),
            now,
            now);
    return Objects.requireNonNull(
        transactions.execute(_ -> write(command, caller, target)), "what the transaction gives");
  }

  private CommandView write(ControlCommand command, Caller caller, String target) {
    Instant now = machine.instant();
    boolean added = commands.add(command, now);
    CommandView view = commands.find(command.commandId()).orElseThrow();
    if (!added && !isSame(view, command)) {
      throw new KeyUsedException(view);
    }
    if (added) {
      outbox.append(List.of(command));
    }
    String detail = added ? command.reason() : "asked for again: " + command.reason();
    audit.add(
        AuditEntry.of(
            now, caller, command.action().name(), target, ACCEPTED, detail, command.commandId()));
    return view;
  }

  private static boolean isSame(CommandView view, ControlCommand command) {
    InstrumentId instrument = command.instrument();
    return view.action() == command.action()
        && view.reason().equals(command.reason())
        && Objects.equals(view.positionId(), command.positionId())
        && isEqual(view.factor(), command.factor())
        && Objects.equals(view.exchange(), instrument == null ? null : instrument.exchange())
        && Objects.equals(
            view.symbol(), instrument == null ? null : instrument.symbol().toString());
  }

  /** Whether two are the same number, however it is written. */
  private static boolean isEqual(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }
}
