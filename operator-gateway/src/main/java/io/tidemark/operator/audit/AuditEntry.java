package io.tidemark.operator.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was asked for, and what came of it.
 *
 * @param id rises with time
 * @param time of the machine
 * @param actor as of {@link Caller}
 * @param role null if the caller had none
 * @param address that it came from
 * @param action a command's, {@code SIGN_IN}, {@code SIGN_OUT}, or the method of HTTP
 * @param target what it was for, such as a path
 * @param status of HTTP
 * @param detail null for none
 * @param commandId null if it was no command
 */
public record AuditEntry(
    long id,
    Instant time,
    String actor,
    @Nullable String role,
    String address,
    String action,
    String target,
    Outcome outcome,
    int status,
    @Nullable String detail,
    @Nullable UUID commandId) {

  private static final int LONGEST_TARGET = 300;
  private static final int FIRST_FAILURE = 500;

  public AuditEntry {
    target = target.length() > LONGEST_TARGET ? target.substring(0, LONGEST_TARGET) : target;
  }

  /** What came of it. */
  public enum Outcome {
    /** It was done, or handed to who does it. */
    ACCEPTED,
    /** It was not done, for a reason that lies in the request or its sender. */
    REFUSED,
    /** It was not done, for a reason that lies here. */
    FAILED;

    static Outcome of(int status) {
      if (status >= FIRST_FAILURE) {
        return FAILED;
      }
      return status >= 400 ? REFUSED : ACCEPTED;
    }
  }

  /** An entry that is not numbered yet; its outcome follows from the status. */
  public static AuditEntry of(
      Instant time,
      Caller caller,
      String action,
      String target,
      int status,
      @Nullable String detail,
      @Nullable UUID commandId) {
    return new AuditEntry(
        0,
        time,
        caller.actor(),
        caller.role(),
        caller.address(),
        action,
        target,
        Outcome.of(status),
        status,
        detail,
        commandId);
  }
}
