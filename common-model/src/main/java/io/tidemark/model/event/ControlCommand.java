package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command of the operator.
 *
 * @param account the account it is for; null for all
 * @param instrument the instrument it is for; null for all
 * @param positionId the position it is for; null for all
 * @param issuedBy who asked, such as {@code rest} or {@code telegram}
 */
public record ControlCommand(
    UUID commandId,
    Action action,
    @Nullable String account,
    @Nullable InstrumentId instrument,
    @Nullable UUID positionId,
    String issuedBy,
    String reason,
    Instant eventTime,
    Instant observedAt)
    implements ControlEvent {

  @Override
  public String key() {
    return account == null ? "all" : account;
  }

  /** What is to be done. */
  public enum Action {
    /** Enter nothing; manage what is open. */
    PAUSE,
    /** Trade again. */
    RESUME,
    /** Close what the command names. */
    CLOSE,
    /** Send nothing new at all. */
    HALT
  }
}
