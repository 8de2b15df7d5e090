package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command of the operator.
 *
 * @param account the account it is for; null for all
 * @param instrument the instrument it is for; null for all
 * @param positionId the position it is for; null for all
 * @param factor by which sizes are multiplied, from 0 to 1; null unless it is {@link
 *     Action#SIZE_SCALE}
 * @param until the last moment, in market time, at which what it allows may be used; after {@code
 *     eventTime}; null unless it is {@link Action#ALLOW_NEXT}
 * @param issuedBy who asked, such as {@code rest} or {@code telegram}
 */
public record ControlCommand(
    UUID commandId,
    Action action,
    @Nullable String account,
    @Nullable InstrumentId instrument,
    @Nullable UUID positionId,
    @Nullable BigDecimal factor,
    @Nullable Instant until,
    String issuedBy,
    String reason,
    Instant eventTime,
    Instant observedAt)
    implements ControlEvent {

  /** Who asks for a pause when the venue's books cannot be explained. */
  public static final String RECONCILIATION = "reconciliation";

  /**
   * @throws IllegalArgumentException if {@code factor} or {@code until} is not as the action needs
   *     it
   */
  public ControlCommand {
    if ((action == Action.SIZE_SCALE) != (factor != null)) {
      throw new IllegalArgumentException(
          "factor must be given for SIZE_SCALE and for nothing else, was %s for %s"
              .formatted(factor, action));
    }
    if (factor != null && (factor.signum() < 0 || factor.compareTo(BigDecimal.ONE) > 0)) {
      throw new IllegalArgumentException(
          "factor must be from 0 to 1, was " + factor.toPlainString());
    }
    if ((action == Action.ALLOW_NEXT) != (until != null)) {
      throw new IllegalArgumentException(
          "until must be given for ALLOW_NEXT and for nothing else, was %s for %s"
              .formatted(until, action));
    }
    if (until != null && !until.isAfter(eventTime)) {
      throw new IllegalArgumentException(
          "until must be after eventTime %s, was %s".formatted(eventTime, until));
    }
  }

  /** Whether it ends a halt of the whole account, which only the operator does. */
  public boolean endsHalt() {
    return instrument == null
        && (action == Action.RESUME || action == Action.PAUSE)
        && !issuedBy.equals(RECONCILIATION);
  }

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
    HALT,
    /** Let one entry pass while entries are paused. */
    ALLOW_NEXT,
    /** Multiply the size of every entry from now on. */
    SIZE_SCALE,
    /** Read anew what can change while services run. */
    RELOAD
  }
}
