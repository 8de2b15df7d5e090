package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.UUID;

/**
 * A cancel to send.
 *
 * @param causeId the exit or command that asked for it
 */
public record CancelOrder(
    UUID clientOrderId,
    String run,
    String account,
    InstrumentId instrument,
    UUID causeId,
    String reason,
    Instant eventTime,
    Instant observedAt)
    implements OrderIntent {}
