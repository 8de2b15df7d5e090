package io.tidemark.operator.control;

import io.tidemark.model.event.ControlCommand.Action;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command and how far it is.
 *
 * @param exchange of the instrument that it is for; null for all
 * @param symbol likewise
 * @param issuedBy the way that it came, such as {@code rest}
 * @param issuedAt by the suite's clock
 * @param acknowledgedAt when it was in force, by the suite's clock; null before
 * @param milliseconds from when it was accepted here until the answer had come back here; null
 *     before
 * @param acknowledgements of each service that answered
 */
record CommandView(
    UUID commandId,
    Action action,
    String account,
    @Nullable String exchange,
    @Nullable String symbol,
    String reason,
    String issuedBy,
    Instant issuedAt,
    State state,
    @Nullable Instant acknowledgedAt,
    @Nullable Long milliseconds,
    List<Acknowledgement> acknowledgements) {

  /** How far it is. */
  enum State {
    /** Told to the services; none has answered yet. */
    ISSUED,
    /** In force. */
    ACKNOWLEDGED
  }

  /**
   * What one service answered.
   *
   * @param state the account's, or {@code CLOSING} if exit orders were asked for
   * @param detail in words
   */
  record Acknowledgement(
      String service, String state, String detail, Instant acknowledgedAt, long milliseconds) {}
}
