package io.tidemark.operator.control;

import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.health.HealthState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command and how far it is.
 *
 * @param exchange of the instrument that it is for; null for all
 * @param symbol likewise
 * @param positionId of the one position that it closes; null for others
 * @param factor by which it has sizes multiplied; null for others
 * @param until when what it allows lapses, by the suite's clock; null for others
 * @param issuedBy the way that it came, such as {@code rest}
 * @param issuedAt by the suite's clock
 * @param acknowledgedAt when it was in force, by the suite's clock; null before
 * @param milliseconds from when it was accepted here until the answer had come back here; null
 *     before
 * @param acknowledgements of each service that answered
 * @param waitingFor each service that has not answered yet
 */
record CommandView(
    UUID commandId,
    Action action,
    String account,
    @Nullable String exchange,
    @Nullable String symbol,
    @Nullable UUID positionId,
    @Nullable BigDecimal factor,
    @Nullable Instant until,
    String reason,
    String issuedBy,
    Instant issuedAt,
    State state,
    @Nullable Instant acknowledgedAt,
    @Nullable Long milliseconds,
    List<Acknowledgement> acknowledgements,
    List<Waiting> waitingFor) {

  /** How far it is. */
  enum State {
    /** Told to the services; the one that carries it out has not answered yet. */
    ISSUED,
    /** In force. */
    ACKNOWLEDGED
  }

  /**
   * What one service answered.
   *
   * @param state the account's, {@code CLOSING} if exit orders were asked for, or what else the
   *     service says of itself, such as {@code NOTHING_TO_DO}
   * @param detail in words
   */
  record Acknowledgement(
      String service, String state, String detail, Instant acknowledgedAt, long milliseconds) {}

  /**
   * A service that has not answered.
   *
   * @param health how it stands; one that is {@code DOWN} is away
   * @param since when it came to stand so, of the machine
   */
  record Waiting(String service, HealthState health, Instant since) {}
}
